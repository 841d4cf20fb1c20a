import { densityOf, entropyByQuadrature, pointsOf } from "./planeData.js";
import type { PlaneLaw } from "./planeData.js";

const [arms, radial, tangential, rate, scale] = [5, 0.3, 0.05, 0.25, 0.75];

/**
 * Five arms that wind the further out they are, with the parameters of Johnson et al. (2016): (r, s) Gaussian about
 * (1, 0) with deviations 0.3 and 0.05, turned by 2π k / 5 + rate · exp(r), then scaled by 0.75.
 */
const place = (r: number, s: number, arm: number): [number, number] => {
  const angle = (2 * Math.PI * arm) / arms + rate * Math.exp(r);
  return [scale * (r * Math.cos(angle) - s * Math.sin(angle)), scale * (r * Math.sin(angle) + s * Math.cos(angle))];
};

/** Solutions r of x = place(r, s, arm) for any s: the radius ρ² = r² + s² is kept, and r = ρ cos(θ − angle(r)). */
function sumOverArms(x: number, y: number): number {
  const [u, v] = [x / scale, y / scale];
  let density = 0;
  for (let arm = 0; arm < arms; arm++)
    for (const r of crossings(u, v, arm)) {
      const angle = (2 * Math.PI * arm) / arms + rate * Math.exp(r);
      const s = -u * Math.sin(angle) + v * Math.cos(angle);
      // ∂(u, v)/∂(r, s) has determinant 1 − s · ∂angle/∂r.
      const jacobian = Math.abs(1 - s * rate * Math.exp(r)) * scale ** 2;
      const exponent = -((r - 1) ** 2) / (2 * radial ** 2) - s ** 2 / (2 * tangential ** 2);
      density += Math.exp(exponent) / (2 * Math.PI * radial * tangential * jacobian * arms);
    }
  return density;
}

/** Zeros in r of u cos(angle) + v sin(angle) − r on [−ρ, ρ], bracketed on a fine grid and then bisected. */
function crossings(u: number, v: number, arm: number): number[] {
  const rho = Math.hypot(u, v);
  const gap = (r: number) => {
    const angle = (2 * Math.PI * arm) / arms + rate * Math.exp(r);
    return u * Math.cos(angle) + v * Math.sin(angle) - r;
  };
  const steps = 64;
  const zeros: number[] = [];
  let [left, before] = [-rho - 1e-9, gap(-rho - 1e-9)];
  for (let k = 1; k <= steps; k++) {
    const right = -rho - 1e-9 + ((2 * rho + 2e-9) * k) / steps;
    const after = gap(right);
    if (before > 0 !== after > 0) {
      let [low, high] = [left, right];
      for (let turn = 0; turn < 45; turn++) {
        const middle = (low + high) / 2;
        if (gap(middle) > 0 === before > 0) low = middle;
        else high = middle;
      }
      zeros.push((low + high) / 2);
    }
    [left, before] = [right, after];
  }
  return zeros;
}

const logDensity = densityOf((x, y) => Math.log(sumOverArms(x, y)));
let entropy: number | undefined;

export const pinwheel: PlaneLaw = {
  name: "Pinwheel",
  draw: (count, random) =>
    pointsOf(count, () => {
      const arm = Math.floor(arms * random.uniform());
      return place(1 + radial * random.normal(), tangential * random.normal(), arm);
    }),
  logDensity,
  get entropy() {
    return (entropy ??= entropyByQuadrature(logDensity, 2.2, 200));
  }
};
