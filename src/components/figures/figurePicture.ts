import { svgElement } from "../dom/element.js";
import { paletteOf } from "./palette.js";
import type { Palette } from "./palette.js";
import { pictureOf } from "./pictureOf.js";
import { pngWithText } from "./pngText.js";

/** What a picture says of where it is from. */
export interface PictureSettings {
  /** the figure in words: its name, and what it showed */
  readonly figure: string;
  /** the page's address, which holds every control that was moved */
  readonly page: string;
  /** ISO 8601 */
  readonly saved: string;
}

function settingsOf(figure: Element): PictureSettings {
  const words = figure.querySelector("[role=img]")?.getAttribute("aria-label") ?? "";
  return { figure: words, page: location.href, saved: new Date().toISOString() };
}

/** A figure with its legend as one SVG, its settings within it as metadata. */
export function figurePicture(figure: HTMLElement): SVGSVGElement {
  const settings = settingsOf(figure);
  const svg = pictureOf(figure);
  svg.setAttribute("aria-label", settings.figure);
  const frame = figure.getBoundingClientRect();
  for (const words of figure.querySelectorAll<HTMLElement>(".legend-entry > span:not(.swatch-ramp), .legend-entry")) {
    const own = Array.from(words.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent);
    if (own.length > 0) svg.append(textAt(words, own[own.length - 1], frame));
  }
  for (const ramp of figure.querySelectorAll(".swatch-ramp")) svg.append(...rampAt(ramp, frame, paletteOf(figure)));
  const { height } = svg.viewBox.baseVal;
  svg.setAttribute("height", String(height));
  svg.prepend(
    svgElement("title", {}, settings.figure.split(". ")[0]),
    svgElement("desc", {}, settings.figure),
    svgElement("metadata", {}, JSON.stringify(settings))
  );
  return svg;
}

/** The words of a legend where they stand; the browser's styles are written out. */
function textAt(words: HTMLElement, node: Node, frame: DOMRect): SVGTextElement {
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  const { fontFamily, fontSize, fontWeight, color } = getComputedStyle(words);
  return svgElement(
    "text",
    {
      x: box.left - frame.left,
      y: box.top - frame.top + box.height / 2,
      dy: "0.35em",
      "font-family": fontFamily,
      "font-size": fontSize,
      "font-weight": fontWeight,
      fill: color
    },
    node.textContent
  );
}

/** The legend's ramp of a density, which the page draws by a style. */
function rampAt(ramp: Element, frame: DOMRect, { densityLow, densityHigh, rule }: Palette): SVGElement[] {
  const { left, top, width, height } = ramp.getBoundingClientRect();
  const stops = [densityLow, densityHigh].map((colour, offset) => svgElement("stop", { offset, "stop-color": colour }));
  const place = { x: left - frame.left, y: top - frame.top, width, height };
  return [
    svgElement("linearGradient", { id: "ramp" }, ...stops),
    svgElement("rect", { ...place, fill: "url(#ramp)", stroke: rule })
  ];
}

/** The SVG's text. */
export function svgText(svg: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(svg);
}

/** The SVG as PNG, two pixels to one of the page's, its settings in an iTXt chunk. @throws Error if it can't be drawn */
export async function pngOf(svg: SVGSVGElement): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  // decode() would wait for a frame of a page that may have none to draw.
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new Error("The browser can't draw the picture."));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser can't write the picture.");
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return pngWithText(bytes, "Description", svg.querySelector("metadata")?.textContent ?? "");
}
