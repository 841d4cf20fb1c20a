import { cellCentres } from "../rbm/grid.js";
import type { DensityGrid, GridSpec } from "../rbm/grid.js";
import { ringDensity } from "../rbm/ringDensity.js";

/** The window of every density map of the ring. */
export const ringWindow: GridSpec = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6, columns: 128, rows: 128 };

/** The true density of the ring with this noise, on the window of the figures. */
export function ringDensityGrid(noise: number): DensityGrid {
  return { ...ringWindow, density: Float64Array.from(ringDensity(cellCentres(ringWindow), { noise })), logZ: 0 };
}
