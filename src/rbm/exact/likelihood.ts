import { enumerableHidden, logPartition } from "./enumeration.js";
import { WindowError } from "../errors.js";
import { loopEvaluator } from "../model/loops.js";
import type { Machine } from "../model/machine.js";
import { logPartitionByQuadrature } from "./quadrature.js";
import { packRows } from "../shapes.js";
import type { Rows } from "../shapes.js";

/**
 * log Z by whatever is exact: enumeration up to 12 hidden units; beyond, quadrature where n = 2, or enumeration where
 * the machine is too wide for it or n is not 2.
 * @param machine with n visible and m hidden units
 * @returns nats
 * @throws ValueError if n is not 2 and m exceeds 20, WindowError if the machine is too wide for quadrature and m
 * exceeds 20
 */
export function exactLogPartition(machine: Machine): number {
  if (machine.m <= 12 || machine.n !== 2) return logPartition(machine);
  try {
    return logPartitionByQuadrature(machine);
  } catch (error) {
    if (error instanceof WindowError && machine.m <= enumerableHidden) return logPartition(machine);
    throw error;
  }
}

/**
 * Mean of −log p(x) over the data: log Z − mean c(x).
 * @param machine with n visible and m hidden units
 * @param data shape (count, n)
 * @param logZ in nats, where it is known already
 * @returns nats a point
 * @throws ShapeError, ValueError for the data; as exactLogPartition if log Z is left out
 */
export function negativeLogLikelihood(machine: Machine, data: Rows, logZ?: number): number {
  const x = packRows(data, machine.n, "data");
  const values = loopEvaluator.c(machine, x);
  return (logZ ?? exactLogPartition(machine)) - values.reduce((sum, value) => sum + value, 0) / values.length;
}
