import { isVariance } from "../model/machine.js";
import type { Machine } from "../model/machine.js";

/** Training ran away; the message says at which epoch and why, machine is the last one that was finite. */
export class TrainingDivergedError extends Error {
  override readonly name = "TrainingDivergedError";
  constructor(
    /** the epoch that was under way, counted from 1 */
    readonly epoch: number,
    readonly reason: string,
    readonly machine: Machine
  ) {
    super(`training diverged in epoch ${epoch}: ${reason}`);
  }
}

/**
 * Stops training at the first number that is not finite, or at a variance that leaves the floats.
 * @throws TrainingDivergedError
 */
export function checkFinite(update: {
  epoch: number;
  loss: number;
  gradientNorm: number;
  machine: Machine;
  next: Machine;
}): void {
  const reason = reasonOf(update);
  if (reason) throw new TrainingDivergedError(update.epoch, reason, update.machine);
}

function reasonOf({ loss, gradientNorm, next }: { loss: number; gradientNorm: number; next: Machine }) {
  if (!Number.isFinite(loss)) return `the loss is ${notFinite(loss)}`;
  if (!Number.isFinite(gradientNorm)) return `the gradient norm is ${notFinite(gradientNorm)}`;
  for (const name of ["b", "logSigma2", "W", "d"] as const) {
    const at = next[name].findIndex((value) => !Number.isFinite(value));
    if (at >= 0) return `${name}${place(name, at, next.m)} became ${notFinite(next[name][at])}`;
  }
  const at = next.logSigma2.findIndex((value) => !isVariance(Math.exp(value)));
  if (at >= 0) return `the variance of visible unit ${at} became ${Math.exp(next.logSigma2[at])}`;
  return undefined;
}

/** What to call a number that is not finite, after "is" or "became". */
export function notFinite(value: number): string {
  return Number.isNaN(value) ? "not a number" : "infinite";
}

function place(name: string, index: number, m: number): string {
  return name === "W" ? `[${Math.floor(index / m)}, ${index % m}]` : `[${index}]`;
}
