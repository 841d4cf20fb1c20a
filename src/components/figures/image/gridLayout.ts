import type { Images } from "./images.js";

/** Where the images of a grid lie, in CSS pixels. */
export interface GridLayout {
  readonly width: number;
  readonly height: number;
  readonly perRow: number;
  readonly imageWidth: number;
  readonly imageHeight: number;
  placeOf(index: number): { readonly x: number; readonly y: number };
  /** The image at a place; −1 in a gap or outside. */
  indexAt(x: number, y: number): number;
}

/** Pixels between two images. */
const gap = 3;
/** A target for a finger is at least so wide. */
const leastSide = 24;

/**
 * Rows of images in a width: as many in a row as fit at their best size, at most `across`. To have `across` in a row,
 * images shrink as far as a finger can still hit one. An image's pixels are all alike, a whole number of CSS pixels
 * wide if that is 2 or more.
 * @param options.side the longer side of an image at best
 */
export function gridLayout(
  width: number,
  { rows, columns, count }: Pick<Images, "rows" | "columns" | "count">,
  { side, across }: { side: number; across?: number | undefined }
): GridLayout {
  const whole = (pixel: number) => (pixel >= 2 ? Math.floor(pixel) : pixel);
  const fits = (pixel: number) => Math.max(1, Math.floor((width + gap) / (pixel * columns + gap)));
  let pixel = whole(Math.min(side / Math.max(rows, columns), width / columns));
  const wanted = Math.min(across ?? fits(pixel), Math.max(1, count));
  if (fits(pixel) < wanted) pixel = Math.max(whole(((width + gap) / wanted - gap) / columns), leastSide / columns);
  const perRow = Math.min(wanted, fits(pixel));
  const [imageWidth, imageHeight] = [pixel * columns, pixel * rows];
  const [stepX, stepY] = [imageWidth + gap, imageHeight + gap];
  return {
    width: perRow * stepX - gap,
    height: Math.max(1, Math.ceil(count / perRow)) * stepY - gap,
    perRow,
    imageWidth,
    imageHeight,
    placeOf: (index) => ({ x: (index % perRow) * stepX, y: Math.floor(index / perRow) * stepY }),
    indexAt(x, y) {
      const [column, row] = [Math.floor(x / stepX), Math.floor(y / stepY)];
      const inside = column >= 0 && column < perRow && row >= 0;
      const onImage = x - column * stepX <= imageWidth && y - row * stepY <= imageHeight;
      return inside && onImage ? row * perRow + column : -1;
    }
  };
}
