import type { Recipe } from "../../../rbm/training/recipe.js";

/** Nanoseconds for each pair of a pixel and a hidden unit: an update, and a Gibbs step. Measured on one idle core. */
const nanoseconds = { update: 0.5, step: 0.085 };

/** How long training takes, about, in seconds. */
export function trainingSeconds({ hidden, epochs, k }: Recipe, count: number, n: number): number {
  return count * epochs * hidden * n * (nanoseconds.update + k * nanoseconds.step) * 1e-9;
}

/** A duration in words. */
export function roughly(seconds: number): string {
  if (seconds < 1) return "a second";
  if (seconds < 90) return `${Math.round(seconds)} seconds`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3600)} hours`;
}
