import { element, svgElement } from "../dom/element.js";

/** What a drawing needs of the page's styles to look the same without them. */
const inlined = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font",
  "text-anchor",
  "paint-order"
] as const;

/** A figure as one SVG that needs no style and no script: canvases as images, lines and letters as they are drawn. */
export function pictureOf(picture: Element): SVGSVGElement {
  const frame = picture.getBoundingClientRect();
  const paper = getComputedStyle(document.documentElement).getPropertyValue("background-color");
  const root = svgElement(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${Math.round(frame.width)} ${Math.round(frame.height)}`,
      width: Math.round(frame.width),
      role: "img",
      "aria-label": picture.getAttribute("aria-label")
    },
    svgElement("rect", { width: "100%", height: "100%", fill: /^rgba\(.*, 0\)$/.test(paper) ? bodyPaper() : paper })
  );
  for (const part of picture.querySelectorAll<HTMLCanvasElement | SVGSVGElement>("canvas, svg")) {
    const box = part.getBoundingClientRect();
    const place = { x: box.left - frame.left, y: box.top - frame.top, width: box.width, height: box.height };
    if (part instanceof HTMLCanvasElement) {
      if (part.width > 0) root.append(svgElement("image", { ...place, href: part.toDataURL("image/png") }));
    } else root.append(withStyles(part, place));
  }
  return root;
}

function bodyPaper(): string {
  const probe = element("span", { hidden: true });
  probe.style.color = "var(--paper)";
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function withStyles(svg: SVGSVGElement, place: Record<string, number>): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  copies.forEach((each, i) => {
    const style = getComputedStyle(originals[i]);
    for (const name of inlined) {
      const value = style.getPropertyValue(name);
      if (value) each.style.setProperty(name, value);
    }
    each.removeAttribute("class");
  });
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
  copy.removeAttribute("style");
  copy.setAttribute("overflow", "visible");
  return copy;
}
