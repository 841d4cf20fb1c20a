import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element, uniqueId } from "../dom/element.js";

export interface ToggleOptions {
  readonly label: string;
  readonly value?: boolean;
  readonly note?: string;
}

/** Yes or no. */
export function toggle({ label, value = false, note }: ToggleOptions): Control<boolean> {
  const noteId = uniqueId("note");
  const box = element("input", { type: "checkbox", "aria-describedby": note ? noteId : null });
  const root = element(
    "div",
    { class: "control" },
    element("label", { class: "toggle" }, box, element("span", {}, label)),
    note ? element("p", { class: "control-note", id: noteId }, note) : null
  );
  keepInside(root);
  box.checked = value;
  box.addEventListener("input", () => emitInput(root));
  return withValue(
    root,
    () => box.checked,
    (next) => {
      box.checked = next;
    }
  );
}
