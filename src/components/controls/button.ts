import { emitInput, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element } from "../dom/element.js";

export interface ButtonOptions {
  readonly label: string;
  /** The one button of a group that is meant first. */
  readonly primary?: boolean;
  readonly onClick?: () => void;
}

/** A button; its value counts the clicks. */
export function button({ label, primary = false, onClick }: ButtonOptions): Control<number, HTMLButtonElement> {
  let clicks = 0;
  const root = element("button", { type: "button", class: primary ? "button button-primary" : "button" }, label);
  root.addEventListener("click", () => {
    clicks += 1;
    onClick?.();
    emitInput(root);
  });
  return withValue<number, Omit<HTMLButtonElement, "value"> & HTMLButtonElement>(
    root,
    () => clicks,
    (next) => {
      clicks = next;
    }
  );
}
