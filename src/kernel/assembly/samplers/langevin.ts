// Gibbs–Langevin sweeps in the plane: z given x, then x moved towards its mean given z instead of drawn anew.

import { exp64 } from "../elementary";
import { drawNoise, gibbsMean, wordChains } from "../gibbs/gibbs";
import { deviationsOf, inverseVariancesOf } from "../gibbs/prepared";
import { noiseBytes } from "../batch/tile";
import { paddedHidden } from "../machine";
import { fillWords, nextWord } from "../random";
import { uniformOf } from "./uniform";

/**
 * `steps` sweeps of a tile of chains, n = 2; x, (chains, 2), is replaced by the last. Given z and its mean μ, the Langevin
 * steps of a sweep add up to x′ = μ + factor (x − μ) + spread σ ε. If `tilt` is not 0, each chain's x′ is accepted with
 * probability min(1, exp(tilt Σᵢ ((xᵢ − μᵢ)² − (x′ᵢ − μᵢ)²) / σᵢ²)), by a word of the stream's fifth generator.
 * Otherwise as gibbsSteps. Returns how many were accepted.
 */
export function langevinSteps(
  theta: usize,
  m: i32,
  prepared: usize,
  state: usize,
  x: usize,
  chains: i32,
  steps: i32,
  factor: f64,
  spread: f64,
  tilt: f64,
  out: usize,
  outStride: usize,
  scratch: usize
): i32 {
  const groups = paddedHidden(m) >> 3;
  const words = scratch + noiseBytes(2, chains) * 2;
  const together = wordChains(groups, chains);
  const marks = words + (<usize>(together * groups) << 4);
  let accepted = 0;
  for (let step = 0; step < steps; step++) {
    const noise = drawNoise(2, state, chains, scratch);
    for (let first = 0; first < chains; first += together) {
      const count = min(together, chains - first);
      fillWords(state, words, count * groups);
      for (let c = 0; c < count; c++) {
        const at = <usize>(first + c) << 3;
        const row = x + at;
        const old1 = load<f32>(row);
        const old2 = load<f32>(row, 4);
        gibbsMean(theta, 2, m, prepared, state, row, words + (<usize>(c * groups) << 4), marks);
        if (move(prepared, state, row, old1, old2, noise + at, factor, spread, tilt)) accepted++;
      }
    }
    if (out) {
      memory.copy(out, x, <usize>chains << 3);
      out += outStride;
    }
  }
  return accepted;
}

/** The move of one chain, whose row holds μ when it is called; whether it was accepted. */
// @ts-ignore: decorator
@inline
function move(
  prepared: usize,
  state: usize,
  row: usize,
  old1: f32,
  old2: f32,
  noise: usize,
  factor: f64,
  spread: f64,
  tilt: f64
): bool {
  const deviations = deviationsOf(prepared, 2);
  const inverses = inverseVariancesOf(prepared);
  const mean1 = <f64>load<f32>(row);
  const mean2 = <f64>load<f32>(row, 4);
  const away1 = <f64>old1 - mean1;
  const away2 = <f64>old2 - mean2;
  const next1 = factor * away1 + spread * <f64>load<f32>(deviations) * <f64>load<f32>(noise);
  const next2 = factor * away2 + spread * <f64>load<f32>(deviations, 4) * <f64>load<f32>(noise, 4);
  store<f32>(row, <f32>(mean1 + next1));
  store<f32>(row, <f32>(mean2 + next2), 4);
  if (tilt == 0) return true;
  const logRatio =
    tilt *
    ((away1 * away1 - next1 * next1) * load<f64>(inverses) + (away2 * away2 - next2 * next2) * load<f64>(inverses, 8));
  const u = uniformOf(nextWord(state));
  if (logRatio >= 0 || u < exp64(logRatio)) return true;
  store<f32>(row, old1);
  store<f32>(row, old2, 4);
  return false;
}
