import { createMachine } from "../../rbm/model/machine.js";
import type { Machine } from "../../rbm/model/machine.js";
import { createRandom } from "../../rbm/random.js";
import { attempt } from "./attempt.js";
import { show } from "./compare.js";
import type { Finding } from "./grade.js";
import { scalar, tensor } from "../../language/tensor/tensor.js";
import type { Programs } from "../learner/learnerFunctions.js";
import { gaussians, hiddenStates, mixtureMoments, posterior } from "./truth.js";

/** Means of statistics over independent draws, with their standard errors and what each one is called. */
export interface Summary {
  readonly labels: readonly string[];
  readonly mean: readonly number[];
  readonly error: readonly number[];
}

/** A right answer passes unless one of some hundred statistics is off by this many standard errors: one in 10,000. */
export const threshold = 5;

/** A machine whose chains remember: a state is correlated with the one before it. */
const machine = createMachine({
  b: [0.4, -0.5],
  logSigma2: [-0.9, 0.3],
  W: [
    [1.5, -1.1, 0.6],
    [-1.4, 1.2, 1.6]
  ],
  d: [-0.8, 0.5, -1.1]
});
const starts = [
  [0.2, -0.4],
  [1.4, 0.7],
  [-0.9, 1.1],
  [0.8, -1.6]
];
const copies = 2000;
/** many chains for the first state, fewer but longer ones for what follows */
const firstChains = 8000;
const chains = 600;
const steps = 8;

/** @throws LanguageError if the answer does */
export function checkDistribution(id: "gibbsStep" | "sample", programs: Programs): Finding {
  const summary = summarise(id, programs, 31);
  const expected = expectation(id);
  let worst = 0;
  summary.labels.forEach((_, s) => {
    if (distance(summary, expected, s) > distance(summary, expected, worst)) worst = s;
  });
  const label = summary.labels[worst];
  if (distance(summary, expected, worst) <= threshold) {
    return {
      ok: true,
      expected: `${summary.labels.length} means and covariances`,
      actual: "the same, within 5 standard errors"
    };
  }
  return {
    ok: false,
    expected: `${label}: ${show(expected.mean[worst])}`,
    actual: `${label}: ${show(summary.mean[worst])} ± ${show(summary.error[worst])}`
  };
}

/** The statistics of an answer's draws. */
export function summarise(id: "gibbsStep" | "sample", programs: Programs, seed: number): Summary {
  return id === "gibbsStep" ? summariseStep(programs, seed) : summariseChains(programs, seed);
}

/** How far apart two means are, in standard errors. */
export function distance(a: Summary, b: Summary, s: number): number {
  const gap = Math.abs(a.mean[s] - b.mean[s]);
  const error = Math.hypot(a.error[s], b.error[s]);
  if (gap <= 1e-9) return 0;
  return Number.isNaN(gap) ? Infinity : gap / error;
}

function expectation(id: "gibbsStep" | "sample"): Summary {
  const n = machine.n;
  const mean: number[] = [];
  if (id === "gibbsStep") {
    for (const x of starts) {
      const moments = mixtureMoments(machine, posterior(machine, x));
      mean.push(...moments.mean, ...secondMoments(moments.mean, moments.covariance));
    }
  } else {
    const states = hiddenStates(machine.m).length;
    const start = mixtureMoments(machine, Array<number>(states).fill(1 / states));
    mean.push(...start.mean, ...secondMoments(start.mean, start.covariance));
    mean.push(...Array<number>(n + n * n + (n * (n + 1)) / 2).fill(0));
  }
  return { labels: [], mean, error: mean.map(() => 0) };
}

/** E[xᵢ xₖ] for i ≤ k */
function secondMoments(mean: readonly number[], covariance: readonly number[]): number[] {
  const n = mean.length;
  const out: number[] = [];
  for (let i = 0; i < n; i++) for (let k = i; k < n; k++) out.push(covariance[i * n + k] + mean[i] * mean[k]);
  return out;
}

function summariseStep(programs: Programs, seed: number): Summary {
  const n = machine.n;
  const rows = starts.flatMap((x) => Array.from({ length: copies }, () => x));
  const inputs = { x: tensor([rows.length, n], rows.flat()) };
  const [output] = attempt("gibbsStep", programs, machine, inputs, createRandom(seed, "exercise"));
  const x = output.value.values;
  const labels: string[] = [];
  const tallies: Tally[] = [];
  starts.forEach((start, s) => {
    const from = `from x = (${start.map(show).join(", ")})`;
    const group = moments(n, (f) => {
      for (let r = 0; r < copies; r++) f(x.subarray((s * copies + r) * n, (s * copies + r + 1) * n));
    });
    labels.push(...momentLabels(n).map((l) => `${from}, ${l}`));
    tallies.push(...group);
  });
  return summaryOf(labels, tallies);
}

function summariseChains(programs: Programs, seed: number): Summary {
  const first = moments(machine.n, (f) => {
    const state = statesOf(programs, firstChains, 1, seed);
    for (let k = 0; k < firstChains; k++) f(state(0, k));
  });
  const labels = momentLabels(machine.n).map((l) => `first state, ${l}`);
  const transitions = residuals(machine, statesOf(programs, chains, steps, seed + 1));
  return summaryOf(
    [...labels, ...transitions.map((t) => `a state given the one before it, ${t.label}`)],
    [...first, ...transitions.map((t) => t.tally)]
  );
}

type State = (t: number, k: number) => Float64Array;

/** Runs the sampling loop. @returns x of chain k at step t */
function statesOf(programs: Programs, chains: number, steps: number, seed: number): State {
  const n = machine.n;
  const inputs = { chains: scalar(chains), steps: scalar(steps) };
  const [output] = attempt("sample", programs, machine, inputs, createRandom(seed, "exercise"));
  const x = output.value.values;
  return (t, k) => x.subarray((t * chains + k) * n, (t * chains + k + 1) * n);
}

/**
 * What is left of each state when its mean given the state before it is taken away, r: its mean, its product with that
 * state, and its covariance less the true one all have mean 0 in a Gibbs chain. A chain's average over time counts as
 * one draw, since the times of a wrong chain may depend on each other.
 */
function residuals(machine: Machine, state: State): { label: string; tally: Tally }[] {
  const n = machine.n;
  const labels = [
    ...axes(n).map((i) => `mean of the rest of x${i + 1}`),
    ...axes(n).flatMap((i) => axes(n).map((k) => `rest of x${i + 1} times x${k + 1} before`)),
    ...pairs(n).map(([i, k]) => `covariance of the rest of x${i + 1} and x${k + 1}`)
  ];
  const tallies = labels.map(() => new Tally());
  const parts = gaussians(machine);
  for (let k = 0; k < chains; k++) {
    const average = new Float64Array(labels.length);
    for (let t = 1; t < steps; t++) {
      const before = state(t - 1, k);
      const { mean, covariance } = mixtureMoments(machine, posterior(machine, before), parts);
      const rest = axes(n).map((i) => state(t, k)[i] - mean[i]);
      const values = [
        ...rest,
        ...rest.flatMap((r) => Array.from(before, (b) => r * b)),
        ...pairs(n).map(([i, l]) => rest[i] * rest[l] - covariance[i * n + l])
      ];
      values.forEach((v, s) => (average[s] += v / (steps - 1)));
    }
    tallies.forEach((tally, s) => tally.add(average[s]));
  }
  return labels.map((label, s) => ({ label, tally: tallies[s] }));
}

class Tally {
  private count = 0;
  private average = 0;
  private squares = 0;

  /** Welford's update. */
  add(value: number): void {
    this.count++;
    const gap = value - this.average;
    this.average += gap / this.count;
    this.squares += gap * (value - this.average);
  }

  get mean(): number {
    return this.average;
  }

  get error(): number {
    return Math.sqrt(this.squares / (this.count - 1) / this.count);
  }
}

function moments(n: number, each: (f: (x: Float64Array) => void) => void): Tally[] {
  const tallies = [...axes(n), ...pairs(n)].map(() => new Tally());
  each((x) => {
    for (let i = 0; i < n; i++) tallies[i].add(x[i]);
    pairs(n).forEach(([i, k], p) => tallies[n + p].add(x[i] * x[k]));
  });
  return tallies;
}

function momentLabels(n: number): string[] {
  return [
    ...axes(n).map((i) => `mean of x${i + 1}`),
    ...pairs(n).map(([i, k]) => (i === k ? `mean of x${i + 1}²` : `mean of x${i + 1} x${k + 1}`))
  ];
}

function axes(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function pairs(n: number): (readonly [number, number])[] {
  return axes(n).flatMap((i) => axes(n - i).map((k) => [i, i + k] as const));
}

function summaryOf(labels: string[], tallies: Tally[]): Summary {
  return { labels, mean: tallies.map((t) => t.mean), error: tallies.map((t) => t.error) };
}
