import type { Points } from "../../../rbm/index.js";
import { planeFigure } from "./planeFigure.js";
import type { PlaneFigure, PlaneOptions } from "./planeFigure.js";
import type { RingBand } from "./planeDescription.js";

/** Two standard deviations (2 × 0.1) about the unit circle: where the lab's data lie. */
export const ringBand: RingBand = { inner: 0.8, outer: 1.2 };

/** The plane with the lab's ring: its description says how much of what is shown lies on the ring. */
export function ringFigure(options: Partial<PlaneOptions> = {}): PlaneFigure {
  return planeFigure({ label: "The ring", band: ringBand, ...options });
}

/** The band, if two thirds of the points lie in it: what the lab's ring has and other data of a reader's do not. */
export function ringBandOf({ count, values }: Points): RingBand | null {
  let on = 0;
  for (let i = 0; i < count; i += 1) {
    const radius = Math.hypot(values[2 * i], values[2 * i + 1]);
    if (radius >= ringBand.inner && radius <= ringBand.outer) on += 1;
  }
  return count > 0 && on >= (2 / 3) * count ? ringBand : null;
}
