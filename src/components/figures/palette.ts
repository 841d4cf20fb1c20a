import { element } from "../dom/element.js";
import { drawPending } from "../dom/frameOnce.js";

/** The colours a canvas draws with; each is the CSS custom property of that name in src/style/theme.css. */
const properties = {
  paper: "--paper",
  ink: "--ink",
  rule: "--rule",
  data: "--data",
  draws: "--draws",
  trail: "--trail",
  densityLow: "--density-low",
  densityHigh: "--density-high"
} as const;

export type Palette = Record<keyof typeof properties, string>;

/** The palette in force at an element of the document; custom properties are resolved by the browser, theme and all. */
export function paletteOf(place: HTMLElement): Palette {
  // A probe for each colour, all in place before the first is read: styles are worked out once.
  const probes = Object.values(properties).map((property) => {
    const probe = element("span", {});
    probe.style.color = `var(${property})`;
    return probe;
  });
  const tray = element("span", { hidden: true }, ...probes);
  // In forced colours every colour would be the text's, and the picture one patch of it.
  tray.style.setProperty("forced-color-adjust", "none");
  place.append(tray);
  const names = Object.keys(properties) as (keyof Palette)[];
  const colours = names.map((name, at) => [name, getComputedStyle(probes[at]).color]);
  tray.remove();
  return Object.fromEntries(colours) as Palette;
}

// Figures come and go as cells run again; held weakly, a dropped one can be collected with its callback.
const callbacks = new WeakMap<Element, () => void>();
const watchers = new Set<WeakRef<Element>>();
let watching = false;

function tellAll(): void {
  for (const reference of watchers) {
    const target = reference.deref();
    if (target) callbacks.get(target)?.();
    else watchers.delete(reference);
  }
}

/** Calls back whenever the colours at `target` may have changed: the system's scheme, or a `data-theme` attribute. */
export function onThemeChange(target: Element, callback: () => void): void {
  callbacks.set(target, callback);
  watchers.add(new WeakRef(target));
  if (watching) return;
  watching = true;
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    matchMedia(query).addEventListener("change", tellAll);
  new MutationObserver(tellAll).observe(document.documentElement, {
    subtree: true,
    attributeFilter: ["data-theme", "data-projector"]
  });
  drawLightOnPaper();
}

/** A canvas keeps what was drawn: before a dark page is printed, its pictures are drawn in the colours of paper. */
function drawLightOnPaper(): void {
  const { dataset } = document.documentElement;
  let chosen: string | undefined | null = null;
  addEventListener("beforeprint", () => {
    if (chosen !== null || getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)") return;
    chosen = dataset["theme"];
    dataset["theme"] = "light";
    tellAll();
    drawPending();
  });
  addEventListener("afterprint", () => {
    if (chosen === null) return;
    if (chosen === undefined) delete dataset["theme"];
    else dataset["theme"] = chosen;
    chosen = null;
  });
}
