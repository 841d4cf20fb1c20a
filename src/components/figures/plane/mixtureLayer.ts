import type { Palette } from "../palette.js";
import type { PlaneScale } from "./planeScale.js";

/** A Gaussian mixture in the plane: K weights, K means (K, 2) and K covariances (K, 2, 2), row-major. */
export interface PlaneMixture {
  readonly weights: ArrayLike<number>;
  readonly means: ArrayLike<number>;
  readonly covariances: ArrayLike<number>;
}

export interface Ellipse {
  readonly x1: number;
  readonly x2: number;
  /** Standard deviations along the principal axes, the longer first. */
  readonly major: number;
  readonly minor: number;
  /** Angle of the longer axis, radians from x₁ toward x₂. */
  readonly angle: number;
}

/** The one-standard-deviation ellipse of each component: the eigenvectors of its covariance, by the closed form of 2 × 2. */
export function mixtureEllipses({ weights, means, covariances }: PlaneMixture): Ellipse[] {
  return Array.from({ length: weights.length }, (_, k) => {
    const a = covariances[4 * k];
    const b = covariances[4 * k + 1];
    const c = covariances[4 * k + 3];
    const middle = (a + c) / 2;
    const reach = Math.hypot((a - c) / 2, b);
    return {
      x1: means[2 * k],
      x2: means[2 * k + 1],
      major: Math.sqrt(middle + reach),
      minor: Math.sqrt(Math.max(0, middle - reach)),
      angle: 0.5 * Math.atan2(2 * b, a - c)
    };
  });
}

/** Each component as its ellipses of one and two standard deviations, heavier where it weighs more, a cross at its mean. */
export function drawMixture(
  context: CanvasRenderingContext2D,
  scale: PlaneScale,
  mixture: PlaneMixture,
  palette: Palette
): void {
  const kx = scale.x(1) - scale.x(0);
  const ky = scale.y(0) - scale.y(1);
  const heaviest = Math.max(...Array.from(mixture.weights));
  for (const [k, ellipse] of mixtureEllipses(mixture).entries()) {
    const share = mixture.weights[k] / heaviest;
    context.save();
    context.translate(scale.x(ellipse.x1), scale.y(ellipse.x2));
    context.strokeStyle = palette.draws;
    for (const deviations of [1, 2]) {
      context.beginPath();
      context.save();
      // The pixel's y axis points down.
      context.scale(kx, -ky);
      context.rotate(ellipse.angle);
      context.ellipse(0, 0, deviations * ellipse.major, deviations * ellipse.minor, 0, 0, 2 * Math.PI);
      context.restore();
      context.lineWidth = deviations === 1 ? 1.25 + 1.25 * share : 1;
      context.setLineDash(deviations === 1 ? [] : [4, 3]);
      context.stroke();
    }
    context.setLineDash([]);
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(-5, 0);
    context.lineTo(5, 0);
    context.moveTo(0, -5);
    context.lineTo(0, 5);
    context.stroke();
    context.restore();
  }
}
