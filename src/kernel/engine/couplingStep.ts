import { couplingPower } from "../../rbm/model/coupling.js";
import type { Coupling } from "../../rbm/model/coupling.js";
import type { Stored } from "./c.js";
import type { KernelInstance } from "./instance.js";

/**
 * An update of a machine's parameters in another convention's W, in the kernel's memory: convertCoupling and
 * gradientInCoupling of the library, in place.
 */
export interface CouplingStep {
  /** Turns the gradient for the machine's own parameters into that for the convention's. */
  convertGradient(gradient: number): void;
  /** The machine's W in the convention, for the optimiser to move. */
  enter(): void;
  /** The W that the kernel works with, by σ as it is now. */
  leave(): void;
}

/** @param learnVariance whether log σ² is moved: if not, its gradient stays 0 */
export function createCouplingStep(
  instance: KernelInstance,
  { theta, n, m }: Stored,
  coupling: Coupling,
  learnVariance: boolean
): CouplingStep {
  const power = couplingPower[coupling];
  const [visible, hidden] = [instance.wasm.paddedVisible(n), instance.wasm.paddedHidden(m)];
  const logVariances = (at: number) => instance.floats(at + visible * 4, n);
  const row = (at: number, i: number) => instance.floats(at + (2 * visible + (i + 1) * hidden) * 4, m);
  const scaleRows = (at: number, by: 1 | -1) => {
    logVariances(theta).forEach((value, i) => {
      const factor = Math.exp((by * power * value) / 2);
      const weights = row(at, i);
      for (let j = 0; j < m; j++) weights[j] *= factor;
    });
  };
  return {
    convertGradient(gradient) {
      if (learnVariance) {
        const slopes = logVariances(gradient);
        for (let i = 0; i < n; i++) {
          const [weights, slope] = [row(theta, i), row(gradient, i)];
          let sum = 0;
          for (let j = 0; j < m; j++) sum += weights[j] * slope[j];
          slopes[i] += (power / 2) * sum;
        }
      }
      scaleRows(gradient, 1);
    },
    enter: () => scaleRows(theta, -1),
    leave: () => scaleRows(theta, 1)
  };
}
