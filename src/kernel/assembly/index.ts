export { fillWords, nextWord, seedStream, shuffle } from "./random";
export { normals } from "./elementary";
export { paddedHidden, paddedVisible, thetaLength } from "./machine";
export { gibbsBytes, gibbsMean, gibbsScratchBytes, gibbsSteps, prepareGibbs, startChains } from "./gibbs";
export { greatestOf, inverseVariances, logPartitions, normalisedWeights } from "./energy";
export { addMoments, addPhase, finishGradient, gatherRows, gradientNorm, stepAdam, stepSgd } from "./training";

/** The first byte of memory that is free. */
export function freeMemory(): usize {
  return __heap_base;
}
