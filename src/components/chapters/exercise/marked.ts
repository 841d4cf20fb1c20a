import { element } from "../../dom/element.js";

/** Text whose code stands between backquotes, as nodes. */
export function marked(text: string): Node[] {
  return text.split("`").map((part, k) => (k % 2 === 1 ? element("code", {}, part) : document.createTextNode(part)));
}
