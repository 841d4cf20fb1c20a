// log Z of one machine by two roads, and the exact likelihood of some points; then training on that likelihood itself.
import {
  createMachine,
  createRandom,
  freeEnergy,
  logPartition,
  logPartitionByQuadrature,
  negativeLogLikelihood
} from "gaussian-bernoulli-rbm";
import { labRecipe, loadKernel } from "gaussian-bernoulli-rbm/kernel";

const machine = createMachine({
  b: [0.2, -0.1],
  logSigma2: [-1, -0.5],
  W: [
    [1, -0.5],
    [0.3, 0.8]
  ],
  d: [0.1, -0.4]
});
const logZ = logPartition(machine);
console.log(`log Z, summed over the 2² hidden states: ${logZ.toFixed(6)}`);
console.log(`log Z, integrated over the plane:        ${logPartitionByQuadrature(machine).toFixed(6)}`);

const x = [
  [0, 0],
  [1, 0.5]
];
// −log p(x) = F(x) + log Z
console.log(`mean of −log p: ${negativeLogLikelihood(machine, x).toFixed(6)}`);
console.log(`F + log Z:      ${(freeEnergy(machine, x).reduce((sum, F) => sum + F, 0) / 2 + logZ).toFixed(6)}`);

const random = createRandom(0, "data");
const values = Float64Array.from({ length: 1000 }, () => random.normal());
const { losses } = (await loadKernel()).train({
  data: { n: 2, count: 500, values },
  test: null,
  recipe: {
    ...labRecipe,
    hidden: 4,
    sigma: 0.5,
    trainer: "exact",
    optimizer: "adam",
    learningRate: 0.05,
    learnVariance: true
  },
  initial: null,
  snapshotEpochs: [],
  grid: null
});
console.log(
  `a standard normal has ${Math.log(2 * Math.PI * Math.E).toFixed(2)} nats; trained: ${losses[299].toFixed(2)}`
);
