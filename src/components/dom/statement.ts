import { element } from "./element.js";
import { readable } from "./readable.js";

/** A computed number within a sentence. */
export interface Quantity {
  readonly value: number;
  readonly digits: number;
  readonly unit?: string;
}

/** Words that stay on one line, as a name with a hyphen. */
export interface Unbroken {
  readonly unbroken: string;
}

export type StatementPart = string | Quantity | Unbroken;

export interface Statement extends HTMLParagraphElement {
  /** Another sentence in its place. */
  update(...parts: readonly StatementPart[]): void;
}

/** A sentence whose numbers were computed: they stand out a little, and are read out when they change. */
export function statement(...parts: readonly StatementPart[]): Statement {
  const root = element("p", { class: "statement", "aria-live": "polite" });
  function update(...next: readonly StatementPart[]): void {
    root.replaceChildren(...next.map(nodeOf));
  }
  update(...parts);
  return Object.assign(root, { update });
}

function nodeOf(part: StatementPart): Node | string {
  if (typeof part === "string") return part;
  if ("unbroken" in part) return element("span", { class: "unbroken" }, part.unbroken);
  const text = Number.isFinite(part.value) ? readable(part.value, part.digits) : "not a finite number";
  return element("strong", { class: "quantity" }, part.unit ? `${text} ${part.unit}` : text);
}
