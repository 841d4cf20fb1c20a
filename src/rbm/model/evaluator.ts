import type { Machine, Parameters } from "./machine.js";

/**
 * What training and sampling need of a machine, over flat row-major batches. The formulas give one (model.ts, the
 * definition), the loops another (loops.ts, the same values faster); the tests hold them together.
 */
export interface Evaluator {
  /** @param x (batch, n) @returns c(x), (batch,), in nats */
  c(machine: Machine, x: Float64Array): Float64Array;
  /** @param x (batch, n) @returns p(z = 1 | x), (batch, m) */
  pZGivenX(machine: Machine, x: Float64Array): Float64Array;
  /** @param z (batch, m) @returns E[x | z], (batch, n) */
  xMeanGivenZ(machine: Machine, z: Float64Array): Float64Array;
  /** @param x (batch, n) @returns the gradient of the mean of c over the batch */
  gradientOfMeanC(machine: Machine, x: Float64Array): Parameters;
}
