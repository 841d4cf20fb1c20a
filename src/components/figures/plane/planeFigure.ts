import type { DensityGrid, Points } from "../../../rbm/index.js";
import { emitInput, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { densityLayer } from "./densityLayer.js";
import type { DensityLayer, DensityScale } from "./densityLayer.js";
import { element, svgElement, uniqueId } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import type { PlaneMixture } from "./mixtureLayer.js";
import { onThemeChange, paletteOf } from "../palette.js";
import type { Palette } from "../palette.js";
import { planeAxes } from "./planeAxes.js";
import type { Margin } from "./planeAxes.js";
import { planeCursor } from "./planeCursor.js";
import { describePlane } from "./planeDescription.js";
import type { PlaneContent, RingBand } from "./planeDescription.js";
import { drawData, drawDraws } from "./planeLayers.js";
import { planeLegend } from "./planeLegend.js";
import { readoutText } from "./planeReadout.js";
import { nearestPoint, planeScale } from "./planeScale.js";
import type { PlaneScale, PlaneWindow } from "./planeScale.js";
import { placeLayer } from "./placeOverlay.js";
import { ownUnits, unitTicks } from "./planeUnits.js";
import type { PlaneUnits } from "./planeUnits.js";

export interface PlaneOptions {
  /** What the figure is, in a few words: its accessible name. */
  readonly label: string;
  /** What the figure shows, under it. */
  readonly caption?: string | Node;
  /** The part of the plane shown; ±1.6 unless given. */
  readonly window?: PlaneWindow;
  /** Radii between which a point counts as on the ring; null where no ring is meant. */
  readonly band?: RingBand | null;
  readonly axes?: readonly [string, string];
  /** Whether a click or Enter picks the nearest draw as the chain to follow. */
  readonly pick?: boolean;
  /** What lies over the plot and moves with it, such as handles to drag. */
  readonly overlay?: PlaneOverlay;
  /** What the legend calls each layer. */
  readonly names?: { data?: string; draws?: string; trail?: string; density?: string; mixture?: string };
}

/** An element over the plot, told where the plot is whenever that changes. */
export interface PlaneOverlay extends Element {
  layOut(scale: PlaneScale, margin: Margin): void;
}

/** What may be given to `update`; what is left out stays. */
export interface PlaneUpdate {
  readonly data?: Points | null;
  readonly draws?: Points | null;
  readonly density?: DensityGrid | null;
  readonly densityScale?: DensityScale;
  readonly contours?: readonly number[];
  readonly mixture?: PlaneMixture | null;
  readonly trail?: PlaneContent["trail"];
  readonly highlight?: number | null;
  readonly window?: PlaneWindow;
  readonly band?: RingBand | null;
  /** what axes, readout and words tell places and densities in; null: the units that are drawn in */
  readonly units?: PlaneUnits | null;
}

/** A plane with layers; its value is the index of the draw that was picked, or null. */
export interface PlaneFigure extends HTMLElement {
  value: number | null;
  /** Takes new layers and redraws all that changed, once, in the next animation frame. */
  update(changes: PlaneUpdate): void;
}

const layers = ["density", "data", "contours", "draws"] as const;
type Layer = (typeof layers)[number];

const wholeWindow: PlaneWindow = { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6 };
/** The lines of a density enclose half and nine tenths of its mass, unless others are asked for. */
export const standardContours: readonly number[] = [0.5, 0.9];
const emptyContent: PlaneContent = {
  data: null,
  draws: null,
  density: null,
  mixture: null,
  trail: null,
  highlight: null
};

/**
 * A square plane: density map below, data as open circles over it, lines of equal density, draws as filled diamonds,
 * a chain's trail. Open and filled, line and map are told apart without colour.
 * It reads out the place under the pointer or the keyboard's cursor, and describes in words what it shows.
 */
export function planeFigure(options: PlaneOptions): PlaneFigure {
  let band = options.band ?? null;
  let content = emptyContent;
  let window = options.window ?? wholeWindow;
  let densityScale: DensityScale = "linear";
  let contours = standardContours;
  let units = ownUnits;
  let palette: Palette | null = null;
  let density: DensityLayer | null = null;
  let scale: PlaneScale | null = null;
  const stale: Record<Layer, boolean> = { density: true, data: true, contours: true, draws: true };
  let describing: ReturnType<typeof setTimeout> | undefined;

  // Each layer has its own canvas, so that a new density does not redraw a thousand points.
  const canvases: Record<Layer, HTMLCanvasElement> = {
    density: element("canvas", { class: "plane-canvas" }),
    data: element("canvas", { class: "plane-canvas" }),
    contours: element("canvas", { class: "plane-canvas" }),
    draws: element("canvas", { class: "plane-canvas" })
  };
  const axes = svgElement("svg", { class: "plane-axes", "aria-hidden": "true" });
  const picture = element(
    "div",
    { class: "plane-picture", role: "img", "aria-label": options.label },
    ...Object.values(canvases),
    axes
  );
  const legend = planeLegend(options.names ?? {});
  const readout = element("p", { class: "readout", id: uniqueId("readout"), "aria-live": "polite" });
  const cursor = planeCursor({ label: options.label, pick: options.pick ?? false, describedBy: readout.id });
  const figure = element(
    "figure",
    { class: "plane" },
    legend,
    element("div", { class: "plane-box" }, picture, cursor, options.overlay),
    readout,
    options.caption ? element("figcaption", {}, options.caption) : null
  );
  const hint = cursor.hint;
  readout.textContent = hint;

  // Each layer by itself: a slow phone may need two frames for a density and five hundred draws.
  const draw: Record<Layer, () => void> = {
    density: frameOnce(() => show("density"), figure),
    data: frameOnce(() => show("data"), figure),
    contours: frameOnce(() => show("contours"), figure),
    draws: frameOnce(() => show("draws"), figure)
  };

  function redraw(): void {
    for (const layer of layers) if (stale[layer] || !scale) draw[layer]();
  }

  function show(layer: Layer): void {
    if (!figure.isConnected) return;
    // A plane that is laid out anew has lost all its layers, and gets them back at once.
    const wanted = scale ? [layer] : layers;
    if (!scale) layOut();
    if (!scale) return;
    palette ??= paletteOf(picture);
    for (const each of wanted) if (stale[each]) drawLayer(each, scale, palette);
  }

  function layOut(): void {
    const width = picture.clientWidth;
    const height = picture.clientHeight;
    if (width === 0 || height === 0) return;
    const text = parseFloat(getComputedStyle(axes).fontSize) || 12;
    // Numbers of up to four letters; those of other units may be longer.
    const longest = Math.max(
      4,
      ...unitTicks([window.ymin, window.ymax], 1, units, 6).ticks.map((tick) => tick.text.length)
    );
    const left = Math.round(text * (2.3 + 0.6 * (longest - 4)) + 10);
    const [top, right, bottom] = [10, 10, Math.round(text * 1.2 + 14)];
    // The plot is square; what one direction has to spare goes to its margin.
    const side = Math.min(width - left - right, height - top - bottom);
    const margin = { top, left, right: width - left - side, bottom: height - top - side };
    scale = planeScale(window, side, side);
    const ratio = globalThis.devicePixelRatio || 1;
    for (const canvas of Object.values(canvases)) {
      canvas.width = Math.round(side * ratio);
      canvas.height = Math.round(side * ratio);
      placeLayer(canvas, scale, margin);
      canvas.getContext("2d")?.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    axes.setAttribute("viewBox", `0 0 ${width} ${height}`);
    axes.replaceChildren(...planeAxes(scale, margin, options.axes ?? ["x₁", "x₂"], text, units));
    cursor.layOut(scale, margin);
    options.overlay?.layOut(scale, margin);
    for (const layer of layers) stale[layer] = true;
  }

  function drawLayer(layer: Layer, to: PlaneScale, colours: Palette): void {
    stale[layer] = false;
    const context = canvases[layer].getContext("2d");
    if (!context) return;
    context.clearRect(0, 0, to.width, to.height);
    if (layer === "density") densityOf(colours)?.drawMap(context, to);
    else if (layer === "contours") densityOf(colours)?.drawLines(context, to);
    else if (layer === "data") drawData(context, to, content, colours);
    else drawDraws(context, to, content, colours);
  }

  function densityOf(colours: Palette): DensityLayer | null {
    if (content.density) density ??= densityLayer(content.density, colours, { scale: densityScale, contours });
    return density;
  }

  function describe(): void {
    picture.setAttribute("aria-label", `${options.label}. ${describePlane(content, window, band, units)}`);
  }

  function readAt(place: readonly [number, number] | null): void {
    readout.textContent = place && scale ? readoutText(content, place, 18 / (scale.x(1) - scale.x(0)), units) : hint;
  }

  cursor.onMove(readAt);
  cursor.onPick((place) => {
    const nearest = content.draws && nearestPoint(content.draws.values, content.draws.count, ...place);
    if (!nearest) return;
    root.value = nearest.index;
    emitInput(figure);
    readAt(place);
  });

  new ResizeObserver(() => {
    scale = null;
    redraw();
  }).observe(picture);
  onThemeChange(figure, () => {
    palette = density = scale = null;
    redraw();
  });

  const root: Control<number | null> = withValue(
    figure,
    () => content.highlight,
    (highlight) => update({ highlight })
  );

  function update(changes: PlaneUpdate): void {
    const next = { ...content };
    for (const layer of Object.keys(emptyContent) as (keyof PlaneContent)[]) {
      if (changes[layer] !== undefined) Object.assign(next, { [layer]: changes[layer] });
    }
    if (changes.band !== undefined) band = changes.band;
    if (changes.window) {
      window = changes.window;
      scale = null;
    }
    if (changes.units !== undefined && (changes.units ?? ownUnits) !== units) {
      units = changes.units ?? ownUnits;
      scale = null;
    }
    if (changes.densityScale) densityScale = changes.densityScale;
    if (changes.contours) contours = changes.contours;
    if (next.density !== content.density || changes.densityScale || changes.contours) density = null;
    if (density === null) stale.density = stale.contours = true;
    const fading = (next.trail === null) !== (content.trail === null);
    if (next.data !== content.data || next.mixture !== content.mixture || fading) stale.data = true;
    const front = ["draws", "trail", "highlight"] as const;
    if (front.some((name) => next[name] !== content[name])) stale.draws = true;
    content = next;
    legend.update(content, contours, units);
    // In words five times a second at most: nobody listens to sixty pictures.
    describing ??= setTimeout(() => {
      describing = undefined;
      describe();
    }, 200);
    redraw();
  }

  describe();
  legend.update(content, contours, units);
  return Object.assign(root, { update });
}
