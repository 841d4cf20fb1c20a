import { element } from "./element.js";
import { readable } from "./readable.js";

/** A computed number within a sentence. */
export interface Quantity {
  readonly value: number;
  readonly digits: number;
  readonly unit?: string;
}

/** A sentence whose numbers were computed: they stand out a little, and are read out when they change. */
export function statement(...parts: readonly (string | Quantity)[]): HTMLParagraphElement {
  return element(
    "p",
    { class: "statement", "aria-live": "polite" },
    ...parts.map((part) => {
      if (typeof part === "string") return part;
      const text = Number.isFinite(part.value) ? readable(part.value, part.digits) : "not a finite number";
      return element("strong", { class: "quantity" }, part.unit ? `${text} ${part.unit}` : text);
    })
  );
}
