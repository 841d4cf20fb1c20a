import { cellCentres } from "../../rbm/exact/grid.js";
import type { DensityGrid } from "../../rbm/exact/grid.js";
import { ringDensity } from "../../rbm/exact/ringDensity.js";
import { ringWindow } from "./ringWindow.js";

/** The true density of the ring with this noise, on the window of the figures. */
export function ringDensityGrid(noise: number): DensityGrid {
  return { ...ringWindow, density: Float64Array.from(ringDensity(cellCentres(ringWindow), { noise })), logZ: 0 };
}
