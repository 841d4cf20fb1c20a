import { element } from "./element.js";

/** A place for an error: empty, it takes no room; filled, it is read out at once. */
export interface ErrorBox extends HTMLElement {
  /** An error, or anything else that was thrown; null empties the box. */
  update(error: unknown): void;
}

export function errorBox(): ErrorBox {
  const root = element("div", { class: "error-box", role: "alert" });
  return Object.assign(root, {
    update(error: unknown) {
      root.textContent = error === null ? "" : messageOf(error);
    }
  });
}

/** The message of an error, or the text of whatever else was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
