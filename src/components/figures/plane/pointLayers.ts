import type { Points } from "../../../rbm/index.js";
import type { Palette } from "../palette.js";
import type { PlaneScale } from "./planeScale.js";

/** Shapes that tell kinds of points apart without colour. */
export type Mark = "circle" | "diamond";

export interface PointStyle {
  readonly mark: Mark;
  readonly colour: string;
  readonly halo: string;
  /** Half the width of a circle, in pixels; a diamond is a little larger, to weigh the same. */
  readonly radius: number;
}

/** Circles are open, so that what is under them is seen; diamonds are filled, with a thin halo. */
export function drawPoints(context: CanvasRenderingContext2D, scale: PlaneScale, points: Points, style: PointStyle) {
  const { values, count } = points;
  const { mark, colour, halo, radius } = style;
  const reach = radius + 2;
  const seen: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const px = scale.x(values[2 * i]);
    const py = scale.y(values[2 * i + 1]);
    // Written so that not-a-number is left out as well.
    if (px > -reach && px < scale.width + reach && py > -reach && py < scale.height + reach) seen.push(px, py);
  }
  context.lineJoin = "round";
  if (mark === "circle") {
    // One path: behind a trail it is translucent, and circles that overlap must not darken each other.
    context.beginPath();
    for (let i = 0; i < seen.length; i += 2) markPath(context, mark, seen[i], seen[i + 1], radius);
    context.lineWidth = Math.max(1.1, radius / 2);
    context.strokeStyle = colour;
    context.stroke();
    return;
  }
  // A path each: one of five hundred diamonds takes the rasteriser three times as long.
  context.lineWidth = 1.25;
  context.strokeStyle = halo;
  context.fillStyle = colour;
  for (const paint of ["stroke", "fill"] as const) {
    for (let i = 0; i < seen.length; i += 2) {
      context.beginPath();
      markPath(context, mark, seen[i], seen[i + 1], radius);
      context[paint]();
    }
  }
}

function markPath(context: CanvasRenderingContext2D, mark: Mark, px: number, py: number, radius: number): void {
  if (mark === "circle") {
    context.moveTo(px + radius, py);
    context.arc(px, py, radius, 0, 2 * Math.PI);
    return;
  }
  const r = radius * 1.4;
  context.moveTo(px, py - r);
  context.lineTo(px + r, py);
  context.lineTo(px, py + r);
  context.lineTo(px - r, py);
  context.closePath();
}

/** One point made to stand out: a larger mark in the trail's colour within a ring of ink. */
export function drawHighlight(context: CanvasRenderingContext2D, px: number, py: number, palette: Palette): void {
  context.beginPath();
  markPath(context, "diamond", px, py, 5.5);
  context.lineWidth = 3;
  context.lineJoin = "miter";
  context.strokeStyle = palette.paper;
  context.stroke();
  context.fillStyle = palette.trail;
  context.fill();
  context.beginPath();
  context.arc(px, py, 11, 0, 2 * Math.PI);
  context.lineWidth = 4;
  context.strokeStyle = palette.paper;
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = palette.ink;
  context.stroke();
}

/** The path of one chain so far, (count, 2) row-major; it fades with age, never quite away. */
export interface Trail {
  readonly values: ArrayLike<number>;
  readonly count: number;
}

const shades = 16;
const fadeSteps = 80;
const faintest = 0.22;

/** How opaque a segment of a trail is, `age` steps after it was walked. */
export function trailOpacity(age: number): number {
  return Math.max(faintest, 1 - (1 - faintest) * (age / fadeSteps));
}

export function drawTrail(context: CanvasRenderingContext2D, scale: PlaneScale, trail: Trail, palette: Palette): void {
  const { values, count } = trail;
  if (count < 1) return;
  context.strokeStyle = palette.trail;
  context.fillStyle = palette.trail;
  context.lineWidth = 1.75;
  context.lineJoin = "round";
  context.lineCap = "round";
  // Segments of like age are stroked together: a few paths, not one a segment.
  const stride = Math.ceil(fadeSteps / shades);
  let end = count - 1;
  while (end > 0) {
    const age = count - 1 - end;
    const start = age >= fadeSteps ? 0 : Math.max(0, end - stride);
    context.globalAlpha = trailOpacity(age);
    context.beginPath();
    context.moveTo(scale.x(values[2 * start]), scale.y(values[2 * start + 1]));
    for (let i = start + 1; i <= end; i += 1) context.lineTo(scale.x(values[2 * i]), scale.y(values[2 * i + 1]));
    context.stroke();
    context.beginPath();
    for (let i = start; i < end; i += 1) {
      const px = scale.x(values[2 * i]);
      const py = scale.y(values[2 * i + 1]);
      context.moveTo(px + 1.75, py);
      context.arc(px, py, 1.75, 0, 2 * Math.PI);
    }
    context.fill();
    end = start;
  }
  context.globalAlpha = 1;
}
