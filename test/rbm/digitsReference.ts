import { readFileSync } from "node:fs";
import { createMachine } from "../../src/rbm/model/machine.js";
import type { Machine } from "../../src/rbm/model/machine.js";

/** A case of data/reference/digits-model.json; make_digits_reference.py beside it says what each is. */
export interface DigitsCase {
  readonly n_visible: number;
  readonly n_hidden: number;
  readonly rows: number;
  readonly c: number[];
  readonly p_z_given_x_first: number[];
  readonly p_z_given_x_sum: number[];
  readonly x_mean_first: number[];
  readonly loss: number;
  readonly gradient: {
    readonly b: number[];
    readonly log_sigma_squared: number[];
    readonly d: number[];
    readonly W_every: number;
    readonly W: number[];
    readonly W_sum: number;
  };
  readonly gradient_norm: number;
}

const { cases } = JSON.parse(
  readFileSync(new URL("../../data/reference/digits-model.json", import.meta.url), "utf8")
) as { cases: DigitsCase[] };

/** scale · sin(frequency · (k + 1) + shift) for k = 0 … count − 1, as the script has it. */
function waves(count: number, frequency: number, scale: number, shift = 0): number[] {
  return Array.from({ length: count }, (_, k) => scale * Math.sin(frequency * (k + 1) + shift));
}

/** The reference's machines and batches, which are formulas of their indices. */
export const digitsCases = cases.map((values) => {
  const { n_visible: n, n_hidden: m, rows } = values;
  const machine: Machine = createMachine({
    b: waves(n, 0.7, 0.5),
    logSigma2: waves(n, 1.3, 0.6).map((value) => value - 0.8),
    W: waves(n * m, 0.37, 0.25, 1),
    d: waves(m, 2.1, 0.8).map((value) => value - 0.5)
  });
  return {
    title: `${n} × ${m}`,
    values,
    machine,
    data: Float64Array.from(waves(rows * n, 0.91, 1.2)),
    draws: Float64Array.from(waves(rows * n, 1.73, 1.1, 0.4)),
    z: Float64Array.from(waves(rows * m, 3.3, 1), (value) => (value > 0.2 ? 1 : 0))
  };
});

/** The entries of a gradient that the file keeps, in its order. */
export function keptOf(
  gradient: Pick<Machine, "b" | "logSigma2" | "W" | "d">,
  { gradient: kept }: DigitsCase
): number[] {
  const W = gradient.W.filter((_, at) => at % kept.W_every === 0);
  return [...gradient.b, ...gradient.logSigma2, ...gradient.d.slice(0, kept.d.length), ...W];
}

/** The same entries of the reference. */
export function keptOfReference({ gradient }: DigitsCase): number[] {
  return [...gradient.b, ...gradient.log_sigma_squared, ...gradient.d, ...gradient.W];
}
