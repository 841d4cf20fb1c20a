// Trains a machine on a ring of 500 points with the course's recipe, by the compiled kernel: about 0.1 s.
import { createRandom, ring, ringNegativeLogLikelihood } from "gaussian-bernoulli-rbm";
import { labRecipe, loadKernel } from "gaussian-bernoulli-rbm/kernel";

const data = ring({ random: createRandom(0, "data") });
const test = ring({ samples: 4000, random: createRandom(1, "data") });

const kernel = await loadKernel();
const { machine, losses, snapshots } = kernel.train({
  data,
  test,
  recipe: { ...labRecipe, seed: 3 },
  initial: null,
  snapshotEpochs: [0, 100, 200],
  grid: null
});

console.log(`${machine.m} hidden units, ${losses.length} epochs`);
for (const { epoch, nllTest } of snapshots) console.log(`after ${epoch} epochs: ${nllTest?.toFixed(3)} nats a point`);
console.log(`the true density: ${ringNegativeLogLikelihood(test, { noise: 0.1 }).toFixed(3)} nats a point`);
