/** The part of the plane a figure shows. */
export interface PlaneWindow {
  readonly xmin: number;
  readonly xmax: number;
  readonly ymin: number;
  readonly ymax: number;
}

/** From x = (x₁, x₂) to pixels of a plot and back; x₂ grows upward. */
export interface PlaneScale extends PlaneWindow {
  readonly width: number;
  readonly height: number;
  x(x1: number): number;
  y(x2: number): number;
  invert(px: number, py: number): [number, number];
  contains(x1: number, x2: number): boolean;
}

export function planeScale(window: PlaneWindow, width: number, height: number): PlaneScale {
  const { xmin, xmax, ymin, ymax } = window;
  const kx = width / (xmax - xmin);
  const ky = height / (ymax - ymin);
  return {
    xmin,
    xmax,
    ymin,
    ymax,
    width,
    height,
    x: (x1) => (x1 - xmin) * kx,
    y: (x2) => (ymax - x2) * ky,
    invert: (px, py) => [xmin + px / kx, ymax - py / ky],
    contains: (x1, x2) => x1 >= xmin && x1 <= xmax && x2 >= ymin && x2 <= ymax
  };
}

/** The index of the point nearest to (x1, x2) and its distance, or null where there is none; not-a-number is never nearest. */
export function nearestPoint(
  values: ArrayLike<number>,
  count: number,
  x1: number,
  x2: number
): { index: number; distance: number } | null {
  let index = -1;
  let least = Infinity;
  for (let i = 0; i < count; i += 1) {
    const squared = (values[2 * i] - x1) ** 2 + (values[2 * i + 1] - x2) ** 2;
    if (squared < least) {
      least = squared;
      index = i;
    }
  }
  return index < 0 ? null : { index, distance: Math.sqrt(least) };
}
