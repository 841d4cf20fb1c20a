import type { GridSpec } from "../../rbm/exact/grid.js";

/** The window of every density map of the ring. */
export const ringWindow: GridSpec = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6, columns: 128, rows: 128 };
