import type { Points } from "../../../rbm/shapes.js";
import { element } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { readable } from "../../dom/readable.js";
import { colourRamp } from "../../figures/colour.js";
import { onThemeChange, paletteOf } from "../../figures/palette.js";
import type { Palette } from "../../figures/palette.js";
import { seenAt } from "./energySurface.js";
import type { EnergySurface, View } from "./energySurface.js";

export interface SurfaceContent {
  readonly surface: EnergySurface;
  readonly view: View;
  readonly data: Points;
  /** places of the section with their F, (count, 3) flat */
  readonly section: Float64Array;
}

export interface SurfaceFigure extends HTMLElement {
  update(content: SurfaceContent): void;
  /** Calls back while the surface is dragged, with the degrees it is to turn and tilt by. */
  onDrag(listener: (turn: number, tilt: number) => void): void;
}

/** F as a surface seen from a side, the data lying on it, a section drawn along it; far cells first, so that near ones hide them. */
export function surfaceFigure(label: string): SurfaceFigure {
  let content: SurfaceContent | null = null;
  let palette: Palette | null = null;
  let describing: ReturnType<typeof setTimeout> | undefined;
  const canvas = element("canvas", { class: "surface-canvas" });
  const picture = element("div", { class: "surface-picture", role: "img", "aria-label": label }, canvas);
  const root = element("figure", { class: "plane surface" }, picture);

  const redraw = frameOnce(() => {
    const [width, height] = [picture.clientWidth, picture.clientHeight];
    const context = canvas.getContext("2d");
    if (!content || !context || width === 0) return;
    palette ??= paletteOf(picture);
    const ratio = globalThis.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawSurface(context, width, height, content, palette);
  });

  function describe(): void {
    describing = undefined;
    if (!content) return;
    const { surface, view } = content;
    picture.setAttribute(
      "aria-label",
      `${label}. A surface over the plane, seen from ${readable(view.turn, 0)}° and from ${readable(view.tilt, 0)}° above, ` +
        `lowest at F = ${readable(surface.lowest)} nats, cut off ${surface.height} nats above that, with ${content.data.count} data on it.`
    );
  }

  let drag: (turn: number, tilt: number) => void = () => {};
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button === 0) canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) drag(0.5 * event.movementX, 0.5 * event.movementY);
  });
  new ResizeObserver(redraw).observe(picture);
  onThemeChange(root, () => {
    palette = null;
    redraw();
  });
  return Object.assign(root, {
    update(next: SurfaceContent) {
      content = next;
      describing ??= setTimeout(describe, 200);
      redraw();
    },
    onDrag(listener: typeof drag) {
      drag = listener;
    }
  });
}

function drawSurface(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { surface, view, data, section }: SurfaceContent,
  palette: Palette
): void {
  const { side, F, lowest, height: most, xmin, xmax, ymin, ymax } = surface;
  // The square's diagonal, and what stands upright on it, fit whichever way it is turned.
  const size = Math.min(width / 2.9, height / 2.5);
  const at = (x1: number, x2: number, value: number): [number, number, number] => {
    const up = (Math.min(value, lowest + most) - lowest) / most;
    const [across, upward, away] = seenAt(
      view,
      (2 * (x1 - xmin)) / (xmax - xmin) - 1,
      (2 * (x2 - ymin)) / (ymax - ymin) - 1,
      up
    );
    return [width / 2 + size * across, height / 2 - size * upward, away];
  };
  const nodes = Array.from(F, (value, i) =>
    at(
      xmin + ((i % side) / (side - 1)) * (xmax - xmin),
      ymin + (Math.floor(i / side) / (side - 1)) * (ymax - ymin),
      value
    )
  );
  const cellOf = (x1: number, x2: number) => {
    const step = (value: number, low: number, high: number) =>
      Math.min(side - 2, Math.max(0, Math.floor(((value - low) / (high - low)) * (side - 1))));
    return step(x2, ymin, ymax) * side + step(x1, xmin, xmax);
  };
  const cells = Array.from({ length: (side - 1) ** 2 }, (_, k) => Math.floor(k / (side - 1)) * side + (k % (side - 1)));
  const away = (cell: number) => nodes[cell][2] + nodes[cell + side + 1][2];
  cells.sort((p, q) => away(q) - away(p));
  const cornersOf = (cell: number) => [cell, cell + 1, cell + side + 1, cell + side].map((node) => nodes[node]);
  const heightOf = (cell: number) => (F[cell] + F[cell + 1] + F[cell + side] + F[cell + side + 1]) / 4;
  const ramp = colourRamp(palette.densityHigh, palette.densityLow);
  context.clearRect(0, 0, width, height);
  context.lineJoin = "round";
  context.lineCap = "round";
  context.lineWidth = 0.6;
  context.strokeStyle = palette.rule;
  for (const cell of cells) {
    const shade = 4 * Math.round((255 * (heightOf(cell) - lowest)) / most);
    context.beginPath();
    for (const [px, py] of cornersOf(cell)) context.lineTo(px, py);
    context.closePath();
    context.fillStyle = `rgb(${ramp[shade]} ${ramp[shade + 1]} ${ramp[shade + 2]})`;
    context.fill();
    context.stroke();
  }

  // What lies on the surface is drawn whole or not at all: a near cell would cut a mark in two.
  const isSeen = visibility(cells, cornersOf, side);
  context.beginPath();
  for (let i = 0; i + 3 < section.length; i += 3) {
    const [from, to] = [i, i + 3].map((k) => at(section[k], section[k + 1], section[k + 2]));
    if (!isSeen(cellOf(section[i], section[i + 1]), from[0], from[1])) continue;
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
  }
  context.lineWidth = 3;
  context.strokeStyle = palette.ink;
  context.stroke();
  context.beginPath();
  for (let row = 0; row < data.count; row += 1) {
    const [x1, x2] = [data.values[2 * row], data.values[2 * row + 1]];
    const [px, py] = at(x1, x2, heightOf(cellOf(x1, x2)));
    if (!isSeen(cellOf(x1, x2), px, py)) continue;
    context.moveTo(px + 2.4, py);
    context.arc(px, py, 2.4, 0, 2 * Math.PI);
  }
  context.lineWidth = 1.4;
  context.strokeStyle = palette.data;
  context.stroke();
}

/** Whether a place on a cell is seen: no cell that was drawn after it, its neighbours aside, covers the place. */
function visibility(
  cells: readonly number[],
  cornersOf: (cell: number) => readonly (readonly number[])[],
  side: number
): (cell: number, px: number, py: number) => boolean {
  const drawn = cells.map((cell) => cornersOf(cell));
  const order = new Map(cells.map((cell, index) => [cell, index]));
  return (cell, px, py) => {
    for (let index = order.get(cell)! + 1; index < cells.length; index += 1) {
      const other = cells[index];
      const isNear =
        Math.abs((other % side) - (cell % side)) < 3 &&
        Math.abs(Math.floor(other / side) - Math.floor(cell / side)) < 3;
      if (!isNear && covers(drawn[index], px, py)) return false;
    }
    return true;
  };
}

/** Whether a quadrilateral, turning either way, holds a place. */
function covers(corners: readonly (readonly number[])[], px: number, py: number): boolean {
  const ys = corners.map(([, y]) => y);
  if (py < Math.min(...ys) || py > Math.max(...ys)) return false;
  let turns = 0;
  corners.forEach(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length];
    turns += Math.sign((nextX - x) * (py - y) - (nextY - y) * (px - x));
  });
  return Math.abs(turns) === corners.length;
}
