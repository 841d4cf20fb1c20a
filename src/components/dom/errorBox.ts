import { element } from "./element.js";

/** A place for what went wrong: empty, it takes no room; filled, it is read out at once. */
export interface ErrorBox extends HTMLElement {
  show(what: unknown): void;
  clear(): void;
}

export function errorBox(): ErrorBox {
  const root = element("div", { class: "error-box", role: "alert" });
  return Object.assign(root, {
    show(what: unknown) {
      root.textContent = messageOf(what);
    },
    clear() {
      root.textContent = "";
    }
  });
}

/** What an error says, or the thing itself where something else was thrown. */
export function messageOf(what: unknown): string {
  return what instanceof Error ? what.message : String(what);
}
