import { element } from "../../dom/element.js";

const keys: readonly (readonly [string, string])[] = [
  ["Enter", "on a cell: edit it"],
  ["Escape", "in the editor: back to the cell"],
  ["Ctrl Enter", "run the cell"],
  ["Shift Enter", "run it, and go to the next"],
  ["↑ ↓", "on a cell: the cell above or below"],
  ["Alt ↑ ↓", "move the cell"],
  ["A, B, T", "on a cell: a formula above, a formula below, a text below"],
  ["F, H", "on a cell: fold it, hide its code"],
  ["Delete", "on a cell: delete it"],
  ["F2", "on a name: rename it everywhere"],
  ["Ctrl Space", "in the editor: the names there are"],
  ["Ctrl Z, Ctrl Shift Z", "undo and redo: in the editor what was typed, elsewhere any change"]
];

/** What can be done with keys. */
export function keysList(): HTMLElement {
  return element(
    "dl",
    { class: "keys" },
    ...keys.flatMap(([key, description]) => [
      element("dt", {}, ...key.split(", ").flatMap((part, k) => [k > 0 ? ", " : "", element("kbd", {}, part)])),
      element("dd", {}, description)
    ])
  );
}
