import { cellCentres } from "../rbm/grid.js";
import type { DensityGrid } from "../rbm/grid.js";
import { ringDensity } from "../rbm/ringDensity.js";
import { ringWindow } from "./ringWindow.js";

/** The true density of the ring with this noise, on the window of the figures. */
export function ringDensityGrid(noise: number): DensityGrid {
  return { ...ringWindow, density: Float64Array.from(ringDensity(cellCentres(ringWindow), { noise })), logZ: 0 };
}
