import { ShapeError, ValueError } from "../errors.js";
import { checkInteger, shapeText } from "../shapes.js";
import type { Trajectory } from "./trajectory.js";

/**
 * Autocorrelation of one coordinate along the steps, over all chains about their common mean.
 * @param trajectory of several steps, all chains alike
 * @param coordinate which of the n visible units
 * @param greatestLag at most steps − 1
 * @returns shape (greatestLag + 1,), 1 at lag 0
 * @throws ShapeError if x is not (steps, chains, n); ValueError if the coordinate or the lag is out of range, or the coordinate never changes
 */
export function autocorrelation(trajectory: Trajectory, coordinate: number, greatestLag: number): number[] {
  checkCoordinate(trajectory, coordinate, 2);
  checkInteger(greatestLag, 0, trajectory.steps - 1, "greatestLag");
  const series = coordinateOf(trajectory, coordinate);
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  const centred = series.map((value) => value - mean);
  const autocovariance = (lag: number) => laggedProducts(centred, trajectory, lag) / series.length;
  const variance = autocovariance(0);
  if (!(variance > 0)) throw new ValueError("trajectory", "never changes in this coordinate; it has no correlation");
  return Array.from({ length: greatestLag + 1 }, (_, lag) => autocovariance(lag) / variance);
}

/**
 * How many independent draws the mean of one coordinate is worth, all chains together: chains · steps over
 * 1 + 2 Σ ρ(lag), with the sum cut where pairs of correlations turn negative (Geyer, 1992) and the correlations from
 * within and between the chains (Gelman et al., Bayesian Data Analysis, 3rd ed., 11.5; Stan reference manual).
 * At most chains · steps · log₁₀(chains · steps), as Stan has it, where chains are anticorrelated.
 * @param trajectory of at least four steps
 * @param coordinate which visible unit, from 0
 * @throws ShapeError if x is not (steps, chains, n); ValueError if there are fewer than four steps, the coordinate is out of range or never changes
 */
export function effectiveSampleSize(trajectory: Trajectory, coordinate: number): number {
  checkCoordinate(trajectory, coordinate, 4);
  const { steps, chains } = trajectory;
  const series = coordinateOf(trajectory, coordinate);
  const means = chainMeans(series, trajectory);
  const centred = series.map((value, i) => value - means[i % chains]);
  const autocovariance = (lag: number) => laggedProducts(centred, trajectory, lag) / (steps * chains);
  const within = (autocovariance(0) * steps) / (steps - 1);
  const pooled = (within * (steps - 1)) / steps + (chains > 1 ? sampleVariance(means) : 0);
  if (!(pooled > 0)) throw new ValueError("trajectory", "never changes in this coordinate; it has no sample size");
  const correlation = (lag: number) => 1 - (within - (autocovariance(lag) * steps) / (steps - 1)) / pooled;

  let sum = 0;
  let smallest = Infinity;
  for (let lag = 0; lag + 1 < steps; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (pair <= 0) break;
    smallest = Math.min(smallest, pair);
    sum += smallest;
  }
  const draws = steps * chains;
  const time = Math.max(2 * sum - 1, 1 / Math.log10(draws));
  return draws / time;
}

/**
 * Split R̂ of one coordinate: each chain cut in two halves, the spread of the halves' means against the spread within
 * (Gelman et al., Bayesian Data Analysis, 3rd ed., 11.4). Near 1 where the chains agree with one another and with
 * themselves; above 1.01 they have not mixed (Vehtari et al., 2021).
 * @param trajectory of at least four steps
 * @param coordinate which visible unit, from 0
 * @throws ShapeError if x is not (steps, chains, n); ValueError if there are fewer than four steps, the coordinate is out of range or never changes
 */
export function splitRhat(trajectory: Trajectory, coordinate: number): number {
  checkCoordinate(trajectory, coordinate, 4);
  const { chains } = trajectory;
  const half = Math.floor(trajectory.steps / 2);
  const series = coordinateOf(trajectory, coordinate);
  const halves = [0, trajectory.steps - half].flatMap((start) =>
    Array.from({ length: chains }, (_, chain) =>
      Float64Array.from({ length: half }, (_, step) => series[(start + step) * chains + chain])
    )
  );
  const within = halves.reduce((sum, values) => sum + sampleVariance(values), 0) / halves.length;
  const between = half * sampleVariance(Float64Array.from(halves, mean));
  if (!(within > 0)) throw new ValueError("trajectory", "never changes in this coordinate; R̂ has no meaning");
  return Math.sqrt((((half - 1) / half) * within + between / half) / within);
}

/** One coordinate, (steps, chains) row-major. */
function coordinateOf({ steps, chains, n, x }: Trajectory, coordinate: number): Float64Array {
  return Float64Array.from({ length: steps * chains }, (_, i) => x[i * n + coordinate]);
}

/** Σ over chains and steps of value(step) · value(step + lag). */
function laggedProducts(values: Float64Array, { chains }: Trajectory, lag: number): number {
  const offset = lag * chains;
  let sum = 0;
  for (let i = 0; i + offset < values.length; i++) sum += values[i] * values[i + offset];
  return sum;
}

function chainMeans(series: Float64Array, { steps, chains }: Trajectory): Float64Array {
  const means = new Float64Array(chains);
  series.forEach((value, i) => (means[i % chains] += value / steps));
  return means;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sampleVariance(values: Float64Array): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

function checkCoordinate({ steps, chains, n, x }: Trajectory, coordinate: number, leastSteps: number): void {
  if (!(x.length > 0 && x.length === steps * chains * n))
    throw new ShapeError("trajectory.x", shapeText(x.length), `(steps, chains, n) = ${shapeText(steps, chains, n)}`);
  checkInteger(coordinate, 0, n - 1, "coordinate");
  if (steps < leastSteps) throw new ValueError("trajectory", `has ${steps} steps; it must have at least ${leastSteps}`);
}
