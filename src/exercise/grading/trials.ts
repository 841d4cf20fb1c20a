import { createMachine } from "../../rbm/model/machine.js";
import type { Machine } from "../../rbm/model/machine.js";
import { createRandom } from "../../rbm/random.js";
import type { Random } from "../../rbm/random.js";
import { tensor } from "../../language/tensor/tensor.js";
import type { Tensor } from "../../language/tensor/tensor.js";

/** A machine and inputs that an answer is tried on. */
export interface Trial {
  readonly machine: Machine;
  readonly batch: number;
  readonly x: readonly number[][];
  readonly z: readonly number[][];
  readonly draws: readonly number[][];
  /** in words, for the report */
  readonly description: string;
}

export interface TrialSize {
  readonly n: number;
  readonly m: number;
  readonly batch: number;
}

/** A random machine with unequal variances, and random inputs; the same seed gives the same trial. */
export function createTrial(size: TrialSize, seed: number, scale = 1): Trial {
  const random = createRandom(seed, "exercise trial");
  const { n, m, batch } = size;
  const machine = createMachine({
    b: normals(random, n, 0.5),
    logSigma2: Array.from({ length: n }, (_, i) => 0.4 * random.normal() + (i % 2 === 0 ? -0.6 : 0.7)),
    W: Array.from({ length: n }, () => normals(random, m, m > 20 ? 0.1 : 0.6)),
    d: normals(random, m, 0.6)
  });
  const rows = (count: number, width: number, draw: () => number): number[][] =>
    Array.from({ length: count }, () => Array.from({ length: width }, draw));
  const plural = batch === 1 ? "one row" : `${batch} rows`;
  return {
    machine,
    batch,
    x: rows(batch, n, () => scale * random.normal()),
    z: rows(batch, m, () => (random.uniform() < 0.5 ? 1 : 0)),
    draws: rows(batch === 1 ? 1 : batch - 2, n, () => scale * 1.5 * random.normal()),
    description: `a random machine with n = ${n}, m = ${m}, ${n > 1 ? "unequal variances, " : ""}${plural}`
  };
}

/** The sizes of a trial all differ, so that no axis is taken for another. */
export const manyRows: readonly Trial[] = [
  createTrial({ n: 3, m: 5, batch: 7 }, 1),
  createTrial({ n: 2, m: 6, batch: 5 }, 2),
  createTrial({ n: 4, m: 3, batch: 9 }, 3)
];
export const oneRow: Trial = createTrial({ n: 3, m: 4, batch: 1 }, 4);
/** The size of the course's recipe; only shapes are checked on it. */
export const recipeSized: Trial = createTrial({ n: 2, m: 100, batch: 15 }, 5);
/** Every axis as long as the others: here a formula with a wrong axis runs, and its value tells which it is. */
export const square: Trial = withAsManyDraws(createTrial({ n: 4, m: 4, batch: 4 }, 6));

/** Rows with |xᵢ| = 1000, in every direction. */
export const far: Trial = farTrial();

function farTrial(): Trial {
  const trial = createTrial({ n: 2, m: 3, batch: 5 }, 7);
  const x = [
    [1000, 1000],
    [-1000, 1000],
    [1000, -1000],
    [-1000, -1000],
    [290, -290]
  ];
  return { ...trial, x, draws: x.slice(0, 2), description: "rows with |x| = 1000, where exp overflows" };
}

export function rowsTensor(rows: readonly (readonly number[])[]): Tensor {
  return tensor([rows.length, rows[0].length], rows.flat());
}

function normals(random: Random, count: number, scale: number): number[] {
  return Array.from({ length: count }, () => scale * random.normal());
}

function withAsManyDraws(trial: Trial): Trial {
  return { ...trial, draws: trial.x.map((row) => row.map((v) => 0.3 - v)) };
}
