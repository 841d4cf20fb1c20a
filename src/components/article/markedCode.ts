import { element } from "../dom/element.js";

const letters = /\b(x|z|W|b|d|sigma2)\b/;

/** A formula's code with the model's letters marked, so that they link to the same letters elsewhere. */
export function markedCode(code: string): HTMLElement {
  const parts = code.split(letters);
  return element(
    "code",
    {},
    ...parts.map((part, index) => (index % 2 === 1 ? element("span", { "data-symbol": part }, part) : part))
  );
}
