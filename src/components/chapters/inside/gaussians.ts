import { hiddenProbabilities, visitStates } from "../../../rbm/exact/enumeration.js";
import { variances } from "../../../rbm/model/machine.js";
import type { Machine } from "../../../rbm/model/machine.js";

/** Up to so many hidden units every Gaussian is drawn: 1024 of them. */
export const mostDrawn = 10;

/** One Gaussian of the mixture that p(x) is. */
export interface Component {
  /** bit j is zⱼ */
  readonly state: number;
  /** p(z), exact */
  readonly weight: number;
  /** b + Wz */
  readonly centre: readonly [number, number];
}

/**
 * The 2^m Gaussians of a machine with n = 2, the heaviest first.
 * @throws ValueError if there are too many hidden units to enumerate
 */
export function componentsOf(machine: Machine): Component[] {
  const weights = hiddenProbabilities(machine);
  const components: Component[] = [];
  visitStates(machine, (state, _, [x1, x2]) => components.push({ state, weight: weights[state], centre: [x1, x2] }));
  return components.sort((p, q) => q.weight - p.weight || p.state - q.state);
}

/** How many of the heaviest together weigh at least this share. */
export function heaviest(components: readonly Component[], share: number): number {
  let sum = 0;
  const at = components.findIndex(({ weight }) => (sum += weight) >= share);
  return at < 0 ? components.length : at + 1;
}

/** The weight of the Gaussians whose means are corners of the border. @param corners as reachableMeans gives them */
export function cornerWeight(
  components: readonly Component[],
  corners: readonly (readonly [number, number])[]
): number {
  const close = 1e-9;
  return components
    .filter(({ centre: [c1, c2] }) =>
      corners.some(([x1, x2]) => Math.abs(x1 - c1) < close && Math.abs(x2 - c2) < close)
    )
    .reduce((sum, { weight }) => sum + weight, 0);
}

/** Σ_z p(z) N(x; b + Wz, σ²) at each point, (count, 2) flat: the mixture added up term by term. */
export function mixtureDensity(machine: Machine, components: readonly Component[], x: ArrayLike<number>): number[] {
  const [s1, s2] = variances(machine);
  const peak = 1 / (2 * Math.PI * Math.sqrt(s1 * s2));
  return Array.from({ length: x.length / 2 }, (_, row) =>
    components.reduce((sum, { weight, centre: [c1, c2] }) => {
      const square = (x[2 * row] - c1) ** 2 / s1 + (x[2 * row + 1] - c2) ** 2 / s2;
      return sum + weight * peak * Math.exp(-square / 2);
    }, 0)
  );
}

/** z as digits, z₁ first. */
export function switchesText(state: number, m: number): string {
  return Array.from({ length: m }, (_, j) => (state >> j) & 1).join("");
}
