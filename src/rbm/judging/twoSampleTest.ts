import { ValueError } from "../errors.js";
import type { Random } from "../random.js";
import { shuffledRows } from "../data/splitPoints.js";
import { checkInteger, packPoints } from "../shapes.js";
import type { Rows } from "../shapes.js";

/** How far apart two sets of points are, and how often chance alone would have them further apart. */
export interface TwoSampleTest {
  /** the distance; at least 0, and 0 if the sets hold the same points */
  readonly distance: number;
  /** (1 + permutations at least as far apart) / (1 + permutations) */
  readonly pValue: number;
}

/** How two sets of points are compared. */
export interface TwoSampleOptions {
  /** shape (count, n) */
  x: Rows;
  /** shape (another count, n) */
  y: Rows;
  permutations?: number;
  random: Random;
}

/**
 * Energy distance (Székely and Rizzo, 2013), 2 E|X − Y| − E|X − X′| − E|Y − Y′| over all pairs, with a permutation test.
 * The result is in the units of x.
 * @throws ShapeError, ValueError
 */
export function energyDistance(options: TwoSampleOptions): TwoSampleTest {
  return test(options, (squared) => -Math.sqrt(squared));
}

/**
 * Maximum mean discrepancy (Gretton et al., 2012), its square over all pairs, with a Gaussian kernel and a permutation
 * test.
 * @param options.bandwidth the kernel's deviation; left out: the median distance between points of both sets
 * @throws ShapeError, ValueError
 */
export function maximumMeanDiscrepancy(options: TwoSampleOptions & { bandwidth?: number }): TwoSampleTest {
  const bandwidth = options.bandwidth ?? medianDistance(options);
  if (!(bandwidth > 0)) throw new ValueError("bandwidth", `is ${bandwidth}; it must be a positive number`);
  return test(options, (squared) => Math.exp(-squared / (2 * bandwidth ** 2)));
}

/** Mean kernel within each set, less twice the mean between them; labels say which set a row is of. */
function test(options: TwoSampleOptions, kernel: (squared: number) => number): TwoSampleTest {
  const { permutations = 200, random } = options;
  checkInteger(permutations, 0, 1_000_000, "permutations");
  const { n, values, first, count } = pooled(options);
  const matrix = new Float64Array(count * count);
  for (let row = 0; row < count; row++)
    for (let other = 0; other <= row; other++) {
      let squared = 0;
      for (let i = 0; i < n; i++) squared += (values[row * n + i] - values[other * n + i]) ** 2;
      matrix[row * count + other] = matrix[other * count + row] = kernel(squared);
    }
  const total = matrix.reduce((sum, value) => sum + value, 0);
  const statistic = (order: Uint32Array) => {
    const inFirst = new Uint8Array(count);
    for (let k = 0; k < first; k++) inFirst[order[k]] = 1;
    let [within, across] = [0, 0];
    for (let row = 0; row < count; row++) {
      if (!inFirst[row]) continue;
      for (let other = 0; other < count; other++)
        if (inFirst[other]) within += matrix[row * count + other];
        else across += matrix[row * count + other];
    }
    const second = count - first;
    return within / first ** 2 + (total - within - 2 * across) / second ** 2 - (2 * across) / (first * second);
  };
  const distance = statistic(Uint32Array.from({ length: count }, (_, row) => row));
  let further = 0;
  for (let k = 0; k < permutations; k++) if (statistic(shuffledRows(count, random)) >= distance) further++;
  return { distance: Math.max(0, distance), pValue: (1 + further) / (1 + permutations) };
}

function pooled({ x, y }: TwoSampleOptions) {
  const [a, b] = [packPoints(x, "x"), packPoints(y, "y")];
  if (a.n !== b.n) throw new ValueError("y", `has ${b.n} columns; x has ${a.n}`);
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { n: a.n, values, first: a.count, count: a.count + b.count };
}

function medianDistance(options: TwoSampleOptions): number {
  const { n, values, count } = pooled(options);
  const distances: number[] = [];
  for (let row = 0; row < count; row++)
    for (let other = 0; other < row; other++) {
      let squared = 0;
      for (let i = 0; i < n; i++) squared += (values[row * n + i] - values[other * n + i]) ** 2;
      distances.push(Math.sqrt(squared));
    }
  distances.sort((a, b) => a - b);
  return distances[distances.length >> 1];
}
