import { variances } from "./machine.js";
import type { Machine, Parameters } from "./machine.js";

/**
 * How the energy joins x and z: Σ xᵢ Wᵢⱼ zⱼ / σᵢ² (sigma2: this project's, the course's, and that of
 * Cho, Ilin and Raiko, 2011), Σ xᵢ Wᵢⱼ zⱼ / σᵢ (sigma: Krizhevsky, 2009), Σ xᵢ Wᵢⱼ zⱼ (none). All three describe the same densities, with W multiplied by a
 * power of σ; a gradient step of the same length moves them differently.
 */
export type Coupling = "sigma2" | "sigma" | "none";

/** The power of σᵢ that turns a convention's W into this project's: W = σᵢ^power · W′. */
export const couplingPower: Readonly<Record<Coupling, 0 | 1 | 2>> = { sigma2: 0, sigma: 1, none: 2 };

/** The names of the conventions. */
export const couplings = Object.keys(couplingPower) as readonly Coupling[];

/**
 * The same density, its W in another convention: W_to = W_from · σᵢ^(power of from − power of to). Only a machine with
 * coupling "sigma2" may be given to the rest of the library.
 */
export function convertCoupling(machine: Machine, from: Coupling, to: Coupling): Machine {
  const power = couplingPower[from] - couplingPower[to];
  const { n, m, b, logSigma2, W, d } = machine;
  const converted = W.map((value, at) => value * Math.exp((power / 2) * logSigma2[Math.floor(at / m)]));
  return { n, m, b: b.slice(), logSigma2: logSigma2.slice(), W: converted, d: d.slice() };
}

/**
 * A gradient for a convention's parameters from that for the machine's own (coupling "sigma2"). With W = σᵢ^p W′:
 * ∂/∂W′ᵢⱼ = σᵢ^p ∂/∂Wᵢⱼ, and log σᵢ² moves W too: ∂′/∂log σᵢ² = ∂/∂log σᵢ² + (p / 2) Σⱼ Wᵢⱼ ∂/∂Wᵢⱼ.
 */
export function gradientInCoupling(machine: Machine, gradient: Parameters, coupling: Coupling): Parameters {
  const power = couplingPower[coupling];
  if (power === 0) return gradient;
  const { n, m, W } = machine;
  const sigma2 = variances(machine);
  const converted = { ...gradient, logSigma2: gradient.logSigma2.slice(), W: gradient.W.slice() };
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) {
      converted.logSigma2[i] += (power / 2) * W[i * m + j] * gradient.W[i * m + j];
      converted.W[i * m + j] *= sigma2[i] ** (power / 2);
    }
  return converted;
}
