export { fillWords, nextWord, seedStream, shuffle, streamBytes } from "./random";
export { normals } from "./elementary";
export { paddedHidden, paddedVisible, thetaLength } from "./machine";
export { gibbsMean, gibbsScratchBytes, gibbsSteps, startChains } from "./gibbs/gibbs";
export { gibbsBytes, prepareGibbs } from "./gibbs/prepared";
export { exchange, exchangeBytes } from "./samplers/exchange";
export { langevinSteps } from "./samplers/langevin";
export { cOfRows, exponentials, greatestOf, inverseVariances } from "./c";
export { planeBytes, planeC } from "./plane";
export { activate, stepBatch } from "./batch/index";
export { addOuterProducts, batchProbabilities } from "./batch/gradient";
export { activationBytes, paddedRows, tileBytes } from "./batch/tile";
export { addPhase } from "./phase/phase";
export {
  addFloats,
  addMoments,
  allFinite,
  finishGradient,
  gatherRows,
  gradientNorm,
  scaleGradient,
  stepAdam,
  stepMomentum,
  stepSgd
} from "./training";

/** The first byte of memory that is free. */
export function freeMemory(): usize {
  return __heap_base;
}
