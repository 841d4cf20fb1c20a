// A machine of three hidden units: Gibbs chains from it, held against its exact mean, and how well they mix.
import {
  createMachine,
  createRandom,
  effectiveSampleSize,
  gibbsChains,
  moments,
  splitRhat
} from "gaussian-bernoulli-rbm";

const machine = createMachine({
  b: [0, 0],
  logSigma2: [-2, -2],
  W: [
    [0.5, -0.4, 0.1],
    [0.2, 0.3, -0.6]
  ],
  d: [0, 0.5, -0.5]
});

const all = gibbsChains({ machine, chains: 400, steps: 300, random: createRandom(0, "chains") });
// The first 100 steps are burn-in: the chains still remember where they began.
const kept = { ...all, steps: 200, x: all.x.slice(100 * all.chains * all.n) };

let sum = 0;
for (let i = 0; i < kept.x.length; i += kept.n) sum += kept.x[i];
const draws = kept.steps * kept.chains;

console.log(`mean of x₁: ${(sum / draws).toFixed(2)} drawn, ${moments(machine).mean[0].toFixed(2)} exact`);
console.log(`split R-hat: ${splitRhat(kept, 0).toFixed(2)}`);
console.log(`${draws} draws are worth ${Math.round(effectiveSampleSize(kept, 0) / 1000)} thousand independent ones`);
