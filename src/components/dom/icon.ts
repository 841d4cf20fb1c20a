import { svgElement } from "./element.js";

/** Outlines on a 24 × 24 grid. */
const outlines = {
  first: "M6 5h2.5v14H6zM19 5v14l-9.5-7z",
  stepBack: "M15.5 5v14L6 12zM17.5 5H20v14h-2.5z",
  playBackward: "M18 4v16L6 12z",
  pause: "M6.5 5h4v14h-4zM13.5 5h4v14h-4z",
  play: "M6 4l12 8-12 8z",
  stepForward: "M8.5 5v14l9.5-7zM4 5h2.5v14H4z",
  last: "M5 5v14l9.5-7zM15.5 5H18v14h-2.5z",
  search:
    "M10.5 4a6.5 6.5 0 1 0 3.9 11.7l4.5 4.5 1.4-1.4-4.5-4.5A6.5 6.5 0 0 0 10.5 4zm0 2a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z",
  edit: "M4 16.5V20h3.5L17.6 9.9l-3.5-3.5zM15.5 5l1.7-1.7 3.5 3.5L19 8.5z",
  slower: "M5 11h14v2H5z",
  faster: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  grip: "M7.5 4h3v3h-3zM13.5 4h3v3h-3zM7.5 10.5h3v3h-3zM13.5 10.5h3v3h-3zM7.5 17h3v3h-3zM13.5 17h3v3h-3z",
  undo: "M9 4v4h5a6 6 0 0 1 0 12H7v-2h7a4 4 0 0 0 0-8H9v4L3.5 9z",
  redo: "M15 4v4h-5a6 6 0 0 0 0 12h7v-2h-7a4 4 0 0 1 0-8h5v4l5.5-5z",
  close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z"
} as const;

export type IconName = keyof typeof outlines;

/** A drawn sign, for a button whose name is in its `aria-label`. */
export function icon(name: IconName): SVGSVGElement {
  return svgElement(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    svgElement("path", { d: outlines[name], fill: "currentColor" })
  );
}
