/** Cell centres of a square window; values row-major, row 0 at the smallest y. */
export interface GridSpec {
  readonly xmin: number;
  readonly xmax: number;
  readonly ymin: number;
  readonly ymax: number;
  readonly columns: number;
  readonly rows: number;
}

/** The normalised density p(x) at the centre of each cell, and log Z in nats. */
export interface DensityGrid extends GridSpec {
  readonly density: Float32Array | Float64Array;
  readonly logZ: number;
}
