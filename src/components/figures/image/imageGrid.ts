import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { countOf } from "../../dom/countOf.js";
import { element } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { onThemeChange, paletteOf } from "../palette.js";
import { gridLayout } from "./gridLayout.js";
import type { GridLayout } from "./gridLayout.js";
import { imageRamp } from "./imageColours.js";
import type { ImageColours } from "./imageColours.js";
import { inkScale } from "./images.js";
import type { Images, ImageScale } from "./images.js";
import { imageSheet } from "./imageSheet.js";

export interface ImageGridOptions {
  /** What the figure is: its accessible name. */
  readonly label: string;
  readonly images: Images;
  readonly colours?: ImageColours;
  readonly scale?: ImageScale;
  readonly caption?: string | Node;
  /** Side of an image at best, in CSS pixels; images shrink to `least` before a row gets fewer. 56 unless given. */
  readonly side?: number;
  /** Images in a row at most. */
  readonly across?: number;
  /** What a chosen image is called, as in "chain"; without it, none can be chosen. */
  readonly pick?: string;
  /** What is said of one image, for the line below and for screen readers. */
  readonly describe?: (index: number) => string;
  readonly value?: number | null;
}

export interface ImageGridUpdate {
  readonly images?: Images;
  readonly scale?: ImageScale;
  readonly describe?: (index: number) => string;
}

/** Images side by side in rows; its value is the index of the one chosen, or null. */
export interface ImageGrid extends Control<number | null> {
  /** Takes what is given, leaves the rest, and redraws once in the next animation frame. */
  update(changes: ImageGridUpdate): void;
}

export function imageGrid(options: ImageGridOptions): ImageGrid {
  const { label, colours = "ink", pick } = options;
  let { images, scale = inkScale, describe = (index: number) => `${pick ?? "image"} ${index + 1}` } = options;
  let chosen = options.value ?? null;
  let pointed: number | null = null;
  let ramp: Uint32Array | null = null;
  let layout: GridLayout | null = null;

  const canvas = element("canvas", { class: "image-canvas" });
  const frame = element("div", { class: "image-frame" });
  const picture = element(
    "div",
    pick
      ? {
          class: "image-picture image-pickable",
          tabindex: 0,
          role: "application",
          "aria-roledescription": "grid of images"
        }
      : { class: "image-picture", role: "img" },
    canvas,
    frame
  );
  const readout = pick ? element("p", { class: "readout", "aria-live": "polite" }) : null;
  const root = element(
    "figure",
    { class: "images" },
    picture,
    readout,
    options.caption ? element("figcaption", {}, options.caption) : null
  );
  keepInside(root);

  const redraw = frameOnce(() => {
    if (!root.isConnected || picture.clientWidth === 0) return;
    const next = gridLayout(picture.clientWidth, images, { side: options.side ?? 56, across: options.across });
    const ratio = window.devicePixelRatio || 1;
    if (
      !layout ||
      layout.width !== next.width ||
      layout.height !== next.height ||
      canvas.dataset.ratio !== `${ratio}`
    ) {
      canvas.dataset.ratio = `${ratio}`;
      canvas.width = Math.round(next.width * ratio);
      canvas.height = Math.round(next.height * ratio);
      canvas.style.cssText = `width:${next.width}px;height:${next.height}px`;
    }
    layout = next;
    ramp ??= imageRamp(colours, paletteOf(root));
    const context = canvas.getContext("2d");
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, next.width, next.height);
    context.imageSmoothingEnabled = false;
    if (images.count > 0) {
      const sheet = imageSheet(images, scale, ramp);
      for (let index = 0; index < images.count; index++) {
        const { x, y } = next.placeOf(index);
        const from = index * images.rows;
        context.drawImage(sheet, 0, from, images.columns, images.rows, x, y, next.imageWidth, next.imageHeight);
      }
    }
    showFrame();
  }, root);

  function showFrame(): void {
    frame.hidden = chosen === null || chosen >= images.count || !layout;
    if (!frame.hidden && layout) {
      const { x, y } = layout.placeOf(chosen!);
      const { imageWidth, imageHeight } = layout;
      frame.style.cssText = `left:${x}px;top:${y}px;width:${imageWidth}px;height:${imageHeight}px`;
    }
    const at = pointed ?? chosen;
    const words = at === null || at >= images.count ? "" : describe(at);
    if (readout && readout.textContent !== words) readout.textContent = words || `Choose a ${pick}.`;
    const name = `${label}: ${countOf(images.count, "image")} of ${images.columns} × ${images.rows} pixels`;
    const keys = pick ? ". Arrow keys choose one" : "";
    picture.setAttribute("aria-label", `${name}${keys}`);
  }

  function choose(index: number): void {
    if (index < 0 || index >= images.count) return;
    const changed = index !== chosen;
    chosen = index;
    pointed = null;
    showFrame();
    if (changed) emitInput(root);
  }

  const indexUnder = (event: MouseEvent): number | null => {
    const box = canvas.getBoundingClientRect();
    const index = layout?.indexAt(event.clientX - box.left, event.clientY - box.top) ?? -1;
    return index >= 0 && index < images.count ? index : null;
  };

  if (pick) {
    picture.addEventListener("click", (event) => {
      const index = indexUnder(event);
      if (index !== null) choose(index);
    });
    picture.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse") return;
      pointed = indexUnder(event);
      showFrame();
    });
    picture.addEventListener("pointerleave", () => {
      pointed = null;
      showFrame();
    });
    picture.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !layout) return;
      const from = chosen ?? -1;
      const moves: Record<string, number> = {
        ArrowRight: from + 1,
        ArrowLeft: from - 1,
        ArrowDown: from < 0 ? 0 : from + layout.perRow,
        ArrowUp: from - layout.perRow,
        Home: 0,
        End: images.count - 1
      };
      if (!(event.key in moves)) return;
      event.preventDefault();
      choose(moves[event.key]);
    });
  }

  new ResizeObserver(redraw).observe(picture);
  onThemeChange(root, () => {
    ramp = null;
    redraw();
  });
  showFrame();
  redraw();

  const result = withValue<number | null, HTMLElement>(
    root,
    () => chosen,
    (next) => {
      chosen = next;
      showFrame();
    }
  );
  return Object.assign(result, {
    update(changes: ImageGridUpdate) {
      images = changes.images ?? images;
      scale = changes.scale ?? scale;
      describe = changes.describe ?? describe;
      redraw();
    }
  });
}
