export { CheckpointError, DataError, RecipeError, ShapeError, ValueError, WindowError } from "./errors.js";
export { createPoints, pointRows } from "./shapes.js";
export type { Points, Rows, Vector } from "./shapes.js";
export { copyMachine, createMachine, plainMachine, variances } from "./model/machine.js";
export type { Machine, MachineInput, Parameters, PlainMachine } from "./model/machine.js";
export { betterRecipe, completeRecipe, labRecipe, recipeDefaults, validateRecipe } from "./training/recipe.js";
export type { CompleteRecipe, Recipe } from "./training/recipe.js";
export type { Trajectory } from "./sampling/trajectory.js";
export { cellCentres, cellSize } from "./exact/grid.js";
export type { DensityGrid, GridSpec } from "./exact/grid.js";
export { convertCoupling, couplingPower, gradientInCoupling } from "./model/coupling.js";
export type { Coupling } from "./model/coupling.js";
export { formulas } from "./model/formulas.js";
export type { Formula, FormulaName } from "./model/formulas.js";
export {
  c,
  energy,
  formulaEvaluator,
  freeEnergy,
  gradientOfC,
  gradientOfMeanC,
  pXGivenZ,
  pZGivenX
} from "./model/model.js";
export type { Evaluator } from "./model/evaluator.js";
export { loopEvaluator } from "./model/loops.js";
export { createRandom, createRandomFromState } from "./random.js";
export type { Random } from "./random.js";
export { initialMachine } from "./model/initialMachine.js";
export { makeCircles, outerCircle, ring } from "./data/circles.js";
export type { CirclesOptions, LabelledPoints } from "./data/circles.js";
export { pointsFromCSV } from "./data/pointsFromCSV.js";
export { clipFactor, clipGradient, gradientNorm } from "./training/clipping.js";
export { adam, createOptimizer, learningRateAt, sgd } from "./training/optimizers.js";
export type { Optimizer, ScheduleFields } from "./training/optimizers.js";
export { contrastiveDivergence, contrastiveGradient, contrastiveLoss } from "./training/contrastiveDivergence.js";
export type { ContrastiveDivergenceOptions, Epoch } from "./training/contrastiveDivergence.js";
export { TrainingDivergedError } from "./training/divergence.js";
export { exactLikelihood } from "./training/exactLikelihood.js";
export { initialMachineOf } from "./training/initialMachineOf.js";
export { train } from "./training/train.js";
export { gibbsChains, gibbsStep } from "./sampling/gibbs.js";
export {
  createReplicaChains,
  replicaTrajectory,
  temperatureLadder,
  temperedChains,
  temperedLadder
} from "./sampling/parallelTempering.js";
export type { ReplicaChains } from "./sampling/parallelTempering.js";
export { baseFor, gaussianOf, logPartitionOfBase, temperedMachine } from "./sampling/temperedPath.js";
export type { DiagonalGaussian, TemperedMachine } from "./sampling/temperedPath.js";
export {
  enumerableHidden,
  hiddenProbabilities,
  logMixtureWeights,
  logPartition,
  moments
} from "./exact/enumeration.js";
export type { Moments } from "./exact/enumeration.js";
export { logPartitionByQuadrature, wholeWindow } from "./exact/quadrature.js";
export { densityGrid } from "./exact/densityGrid.js";
export { exactLogPartition, negativeLogLikelihood } from "./exact/likelihood.js";
export {
  klFromRing,
  logRingDensity,
  ringDensity,
  ringNegativeLogLikelihood,
  scaledBesselI0
} from "./exact/ringDensity.js";
export { ringDivergence } from "./exact/ringDivergence.js";
export type { RingDivergence } from "./exact/ringDivergence.js";
export type { RingLaw } from "./exact/ringDensity.js";
export {
  fitGaussianMixture,
  logMixtureDensity,
  mixtureDraws,
  mixtureNegativeLogLikelihood
} from "./data/gaussianMixture.js";
export type { GaussianMixture, GaussianMixtureFit, GaussianMixtureOptions } from "./data/gaussianMixture.js";
export { autocorrelation, effectiveSampleSize, splitRhat } from "./sampling/diagnostics.js";
export { readCheckpoint, writeCheckpoint } from "./checkpoint/checkpoint.js";
export type { Checkpoint, Snapshot } from "./checkpoint/checkpoint.js";
export { evaluateExpression } from "./model/evaluateExpression.js";
export type { ExpressionInput } from "./model/evaluateExpression.js";
export { snapshotEpochs } from "./training/snapshotEpochs.js";
export { annealedLogPartition, annealingSchedule, reverseAnnealedLogPartition } from "./sampling/annealedImportance.js";
export type { LogPartitionEstimate } from "./sampling/annealedImportance.js";
export { exactDraws } from "./exact/exactDraws.js";
export { planeDraws } from "./exact/planeDraws.js";
export { annealFromReference, annealToReference } from "./sampling/referenceAnnealing.js";
export { bennettLogPartition } from "./sampling/bennettRatio.js";
export { fitGaussian } from "./baselines/gaussian.js";
export { diagonalMixtureNegativeLogLikelihood, fitDiagonalMixture } from "./baselines/diagonalMixture.js";
export type { DiagonalMixture, DiagonalMixtureOptions } from "./baselines/diagonalMixture.js";
export { factorAnalysisGaussian, fitFactorAnalysis } from "./baselines/factorAnalysis.js";
export type { FactorAnalysis } from "./baselines/factorAnalysis.js";
export { accuracy, classProbabilities, fitMultinomialRegression } from "./baselines/multinomialRegression.js";
export type { MultinomialRegression } from "./baselines/multinomialRegression.js";
export { chooseRows, shuffledRows, splitPoints } from "./data/splitPoints.js";
export type { Split } from "./data/splitPoints.js";
export { dequantise, digitsFromCSV, splitDigits } from "./data/digits.js";
export type { Digits } from "./data/digits.js";
export { planeLaws } from "./data/planeLaws.js";
export type { PlaneLawName } from "./data/planeLaws.js";
export type { PlaneLaw } from "./data/planeData.js";
export { standardisationBy, standardisationOf } from "./data/standardise.js";
export type { Standardisation } from "./data/standardise.js";
export { pointsOfTable, tableFromCSV } from "./data/tableFromCSV.js";
export type { Table } from "./data/tableFromCSV.js";
export { energyDistance, maximumMeanDiscrepancy } from "./judging/twoSampleTest.js";
export type { TwoSampleOptions, TwoSampleTest } from "./judging/twoSampleTest.js";
export { coverage } from "./judging/coverage.js";
export { npyOf, pointsFromNpy } from "./files/npy.js";
export { machineFromSafetensors, safetensorsOf } from "./files/safetensors.js";
export { isTorchFile, machineFromTorch } from "./files/torchFile.js";
export { gibbsLangevinStep } from "./sampling/gibbsLangevin.js";
export type { LangevinMove } from "./sampling/gibbsLangevin.js";
export { bulkEffectiveSampleSize, rankNormalised, rankSplitRhat } from "./judging/rankDiagnostics.js";
export type { ChainSeries } from "./judging/rankDiagnostics.js";
export { turnsRoundOrigin } from "./judging/turnsRoundOrigin.js";
