import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { onThemeChange, paletteOf } from "../palette.js";
import { imageRamp } from "./imageColours.js";
import { inkScale } from "./images.js";
import type { Images } from "./images.js";
import { imageSheet } from "./imageSheet.js";

/** What a stroke does to the pixels it crosses. */
export type Brush = "erase" | "ink" | "paper";

/** An image of which some pixels are not known. */
export interface PartialImage {
  readonly rows: number;
  readonly columns: number;
  /** shape (rows · columns,); read only where known */
  readonly values: Float64Array;
  /** 1 for a known pixel */
  readonly known: Uint8Array;
}

export interface PixelEditor extends Control<PartialImage> {
  brush: Brush;
}

/** An image with every pixel known. */
export function wholeImage({ rows, columns, values }: Images): PartialImage {
  const size = rows * columns;
  return { rows, columns, values: Float64Array.from(values.subarray(0, size)), known: new Uint8Array(size).fill(1) };
}

/**
 * An image to draw on with mouse, finger or keys. It emits input after each pixel that a stroke changes.
 * @param options.side of the whole, in CSS pixels
 */
export function pixelEditor(options: { label: string; image: PartialImage; side?: number }): PixelEditor {
  const { label, side = 240 } = options;
  let image = options.image;
  let brush: Brush = "erase";
  let cursor: { row: number; column: number } | null = null;
  const canvas = element("canvas", { class: "image-canvas" });
  const status = element("p", { class: "readout", "aria-live": "polite" });
  const area = element(
    "div",
    {
      class: "pixel-editor",
      tabindex: 0,
      role: "application",
      "aria-roledescription": "image editor",
      "aria-label": `${label}: arrow keys move, Space uses the brush`
    },
    canvas
  );
  const root = element("div", { class: "control" }, area, status);
  keepInside(root);

  const redraw = frameOnce(() => {
    if (!root.isConnected) return;
    const { rows, columns, values, known } = image;
    const ratio = window.devicePixelRatio || 1;
    const pixel = Math.max(2, Math.floor(side / Math.max(rows, columns)));
    const [width, height] = [pixel * columns, pixel * rows];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.cssText = `width:${width}px;height:${height}px`;
    const context = canvas.getContext("2d");
    if (!context) return;
    const palette = paletteOf(root);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.imageSmoothingEnabled = false;
    const sheet = imageSheet({ rows, columns, count: 1, values }, inkScale, imageRamp("ink", palette));
    context.drawImage(sheet, 0, 0, width, height);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        if (!known[row * columns + column]) hatch(context, column * pixel, row * pixel, pixel, palette);
    context.strokeStyle = palette.rule;
    context.strokeRect(0.5, 0.5, width - 1, height - 1);
    if (cursor) {
      context.lineWidth = 2;
      context.strokeStyle = palette.draws;
      context.strokeRect(cursor.column * pixel + 1, cursor.row * pixel + 1, pixel - 2, pixel - 2);
      context.lineWidth = 1;
    }
  }, root);

  function pixelUnder(event: PointerEvent) {
    const box = canvas.getBoundingClientRect();
    const row = Math.floor(((event.clientY - box.top) / box.height) * image.rows);
    const column = Math.floor(((event.clientX - box.left) / box.width) * image.columns);
    const inside = row >= 0 && column >= 0 && row < image.rows && column < image.columns;
    return inside ? { row, column } : null;
  }

  function apply(row: number, column: number): void {
    const at = row * image.columns + column;
    const [values, known] = [image.values.slice(), image.known.slice()];
    known[at] = brush === "erase" ? 0 : 1;
    if (brush !== "erase") values[at] = brush === "ink" ? 1 : 0;
    if (known[at] === image.known[at] && values[at] === image.values[at]) return;
    image = { ...image, values, known };
    redraw();
    emitInput(root);
  }

  /** Every pixel on the way, so that a quick stroke leaves no gaps. */
  function stroke(from: { row: number; column: number }, to: { row: number; column: number }): void {
    const count = Math.max(Math.abs(to.row - from.row), Math.abs(to.column - from.column), 1);
    for (let k = 0; k <= count; k++) {
      const part = (start: number, end: number) => Math.round(start + ((end - start) * k) / count);
      apply(part(from.row, to.row), part(from.column, to.column));
    }
  }

  let last: { row: number; column: number } | null = null;
  area.addEventListener("pointerdown", (event) => {
    last = pixelUnder(event);
    if (!last) return;
    event.preventDefault();
    area.focus({ preventScroll: true });
    area.setPointerCapture(event.pointerId);
    cursor = null;
    apply(last.row, last.column);
    redraw();
  });
  area.addEventListener("pointermove", (event) => {
    const at = last && pixelUnder(event);
    if (!last || !at) return;
    stroke(last, at);
    last = at;
  });
  for (const type of ["pointerup", "pointercancel"] as const) area.addEventListener(type, () => (last = null));

  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const moves: Record<string, readonly [number, number]> = {
      ...{ ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }
    };
    const move = moves[event.key];
    if (!move && event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
    if (move) {
      const { row, column } = cursor ?? { row: 0, column: move[1] > 0 ? -1 : 0 };
      cursor = { row: within(row + move[0], image.rows), column: within(column + move[1], image.columns) };
    } else {
      cursor ??= { row: 0, column: 0 };
      apply(cursor.row, cursor.column);
    }
    const at = cursor.row * image.columns + cursor.column;
    const what = image.known[at] ? `ink ${image.values[at].toFixed(2)}` : "not known";
    status.textContent = `Row ${cursor.row + 1}, column ${cursor.column + 1}: ${what}`;
    redraw();
  });
  area.addEventListener("blur", () => {
    cursor = null;
    status.textContent = "";
    redraw();
  });
  onThemeChange(root, redraw);
  new ResizeObserver(redraw).observe(area);
  redraw();

  const result = withValue<PartialImage, HTMLElement>(
    root,
    () => image,
    (next) => {
      image = next;
      redraw();
    }
  );
  return Object.defineProperty(result, "brush", {
    get: () => brush,
    set: (next: Brush) => (brush = next)
  }) as PixelEditor;
}

/** Stripes, for what is not known. */
function hatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  side: number,
  { paper, data }: { paper: string; data: string }
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, side, side);
  context.clip();
  context.fillStyle = paper;
  context.fillRect(x, y, side, side);
  context.strokeStyle = data;
  context.globalAlpha = 0.6;
  context.beginPath();
  for (let offset = -side; offset < side; offset += 6) {
    context.moveTo(x + offset, y + side);
    context.lineTo(x + offset + side, y);
  }
  context.stroke();
  context.restore();
}
