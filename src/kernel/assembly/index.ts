export { fillWords, nextWord, seedStream, shuffle, streamBytes } from "./random";
export { normals } from "./elementary";
export { paddedHidden, paddedVisible, thetaLength } from "./machine";
export { gibbsMean, gibbsScratchBytes, gibbsSteps, startChains } from "./gibbs/gibbs";
export { gibbsBytes, prepareGibbs } from "./gibbs/prepared";
export { cOfRows, exponentials, greatestOf, inverseVariances } from "./c";
export { planeBytes, planeC } from "./plane";
export { addPhase } from "./phase/phase";
export { addMoments, finishGradient, gatherRows, gradientNorm, stepAdam, stepSgd } from "./training";

/** The first byte of memory that is free. */
export function freeMemory(): usize {
  return __heap_base;
}
