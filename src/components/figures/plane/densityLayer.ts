import type { DensityGrid } from "../../../rbm/index.js";
import { colourRamp } from "../colour.js";
import { contourLines, massLevels, sharesWithin } from "./contourLines.js";
import { element } from "../../dom/element.js";
import type { Palette } from "../palette.js";
import type { PlaneScale } from "./planeScale.js";

/** Linear: colour by p. Log: colour by log p, over `logDecades` powers of ten below the peak. */
export type DensityScale = "linear" | "log";

export const logDecades = 6;

/**
 * Where each density falls on the ramp, 0 to 1; not-a-number falls at 0.
 * @returns shape (density.length,)
 */
export function rampPositions(density: ArrayLike<number>, kind: DensityScale): Float32Array {
  let peak = 0;
  for (let i = 0; i < density.length; i += 1) if (density[i] > peak) peak = density[i];
  const positions = new Float32Array(density.length);
  if (!(peak > 0)) return positions;
  const decade = 1 / (logDecades * Math.LN10);
  const logPeak = Math.log(peak);
  for (let i = 0; i < density.length; i += 1) {
    const t = kind === "linear" ? density[i] / peak : 1 + (Math.log(density[i]) - logPeak) * decade;
    positions[i] = t > 0 ? Math.min(1, t) : 0;
  }
  return positions;
}

/** A density as an image; and the lines that enclose given shares of its mass, to be drawn over the points. */
export interface DensityLayer {
  drawMap(context: CanvasRenderingContext2D, scale: PlaneScale): void;
  drawLines(context: CanvasRenderingContext2D, scale: PlaneScale): void;
}

export interface DensityLayerOptions {
  readonly scale: DensityScale;
  /** Shares of the mass, 0 to 1, each enclosed by a line of equal density: the first solid, the others dashed. */
  readonly contours: readonly number[];
}

export function densityLayer(
  grid: DensityGrid,
  palette: Palette,
  { scale: kind, contours }: DensityLayerOptions
): DensityLayer {
  const image = densityImage(grid, palette, kind);
  const lines = massLevels(grid, sharesWithin(grid, contours)).map((level) => contourLines(grid, level));
  return {
    drawMap(context, scale) {
      const left = scale.x(grid.xmin);
      const top = scale.y(grid.ymax);
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = "high";
      context.drawImage(image, left, top, scale.x(grid.xmax) - left, scale.y(grid.ymin) - top);
    },
    drawLines(context, scale) {
      context.lineJoin = "round";
      for (const [index, level] of lines.entries()) {
        context.beginPath();
        for (const line of level) {
          context.moveTo(scale.x(line[0]), scale.y(line[1]));
          for (let i = 2; i < line.length; i += 2) context.lineTo(scale.x(line[i]), scale.y(line[i + 1]));
        }
        // The band of paper under a line keeps it whole where it crosses points.
        context.setLineDash([]);
        context.globalAlpha = 0.85;
        context.lineWidth = 3;
        context.strokeStyle = palette.paper;
        context.stroke();
        context.setLineDash(index === 0 ? [] : [5, 3]);
        context.globalAlpha = 1;
        context.lineWidth = 1.5;
        context.strokeStyle = palette.ink;
        context.stroke();
      }
      context.setLineDash([]);
    }
  };
}

const ramps = new WeakMap<Palette, Uint32Array>();

/** A palette's ramp as pixels: a run that moves shows twenty-five densities a second, all in the same colours. */
function rampOf(palette: Palette): Uint32Array {
  const known = ramps.get(palette);
  if (known) return known;
  const ramp = new Uint32Array(colourRamp(palette.densityLow, palette.densityHigh).buffer);
  ramps.set(palette, ramp);
  return ramp;
}

function densityImage(grid: DensityGrid, palette: Palette, kind: DensityScale): HTMLCanvasElement {
  const { columns, rows } = grid;
  const positions = rampPositions(grid.density, kind);
  const ramp = rampOf(palette);
  const bytes = new ImageData(columns, rows);
  const pixels = new Uint32Array(bytes.data.buffer);
  for (let row = 0; row < rows; row += 1) {
    // An image's first row is its top, the grid's first its bottom.
    const to = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column += 1) {
      pixels[to + column] = ramp[Math.round(255 * positions[row * columns + column])];
    }
  }
  const image = element("canvas", { width: columns, height: rows });
  image.getContext("2d")?.putImageData(bytes, 0, 0);
  return image;
}

/** The density of the cell that holds (x1, x2), or null outside the grid. */
export function densityAt(grid: DensityGrid, x1: number, x2: number): number | null {
  const column = Math.floor(((x1 - grid.xmin) / (grid.xmax - grid.xmin)) * grid.columns);
  const row = Math.floor(((x2 - grid.ymin) / (grid.ymax - grid.ymin)) * grid.rows);
  const inside = column >= 0 && column < grid.columns && row >= 0 && row < grid.rows;
  return inside ? grid.density[row * grid.columns + column] : null;
}
