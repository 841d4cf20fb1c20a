import { planeFigure } from "./planeFigure.js";
import type { PlaneFigure, PlaneOptions } from "./planeFigure.js";
import type { RingBand } from "./planeDescription.js";

/** Two standard deviations (2 × 0.1) about the unit circle: where the lab's data lie. */
export const ringBand: RingBand = { inner: 0.8, outer: 1.2 };

/** The plane with the lab's ring: its description says how much of what is shown lies on the ring. */
export function ringFigure(options: Partial<PlaneOptions> = {}): PlaneFigure {
  return planeFigure({ label: "The ring", band: ringBand, ...options });
}
