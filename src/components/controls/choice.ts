import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element, uniqueId } from "../dom/element.js";

export interface ChoiceOption<T> {
  readonly value: T;
  readonly label: string;
  /** A word more, where the choice needs it. */
  readonly note?: string;
}

export interface ChoiceOptions<T> {
  readonly label: string;
  readonly options: readonly ChoiceOption<T>[];
  /** The value at the start; the first option's unless given. */
  readonly value?: T;
  /** Radio buttons in a column, the same joined in a row, or a drop-down list; segmented unless given. */
  readonly kind?: "radio" | "segmented" | "select";
  /** Keeps the label for screen readers only. */
  readonly hideLabel?: boolean;
}

/** One of a few. Setting a value that is not among the options throws a RangeError that lists them. */
export function choice<T>(options: ChoiceOptions<T>): Control<T> {
  const values = options.options.map((option) => option.value);
  const kind = options.kind ?? "segmented";
  const { root, select } = kind === "select" ? dropDown(options) : radioGroup(options, kind);
  let value = values[0];

  function set(next: T): void {
    const index = values.indexOf(next);
    if (index < 0) {
      throw new RangeError(
        `${options.label}: ${String(next)} is not a choice; choose from ${values.map(String).join(", ")}`
      );
    }
    value = next;
    select(index);
  }

  root.addEventListener("choose", (event) => {
    value = values[(event as CustomEvent<number>).detail];
    emitInput(root);
  });
  set(options.value ?? value);
  return withValue(root, () => value, set);
}

interface Parts {
  readonly root: HTMLElement;
  readonly select: (index: number) => void;
}

const choose = (root: HTMLElement, index: number) => root.dispatchEvent(new CustomEvent("choose", { detail: index }));

function dropDown<T>({ label, options, hideLabel }: ChoiceOptions<T>): Parts {
  const id = uniqueId("choice");
  const list = element("select", { id, class: "select" });
  for (const [index, option] of options.entries()) list.append(element("option", { value: index }, option.label));
  const name = element("label", { for: id, class: hideLabel ? "visually-hidden" : "control-label" }, label);
  const root = element("div", { class: "control choice" }, name, list);
  keepInside(root);
  list.addEventListener("input", () => choose(root, list.selectedIndex));
  return { root, select: (index) => void (list.selectedIndex = index) };
}

function radioGroup<T>({ label, options, hideLabel }: ChoiceOptions<T>, kind: "radio" | "segmented"): Parts {
  const group = uniqueId("choice");
  const inputs = options.map((_, index) => element("input", { type: "radio", name: group, value: index }));
  const entries = options.map((option, index) =>
    element(
      "label",
      { class: kind === "radio" ? "radio" : "segment" },
      inputs[index],
      element("span", {}, option.label, option.note ? element("span", { class: "note-text" }, option.note) : null)
    )
  );
  const root = element(
    "fieldset",
    { class: "control choice" },
    element("legend", { class: hideLabel ? "visually-hidden" : "control-label" }, label),
    element("div", { class: kind === "radio" ? "radios" : "segments" }, ...entries)
  );
  keepInside(root);
  for (const [index, input] of inputs.entries()) input.addEventListener("input", () => choose(root, index));
  return { root, select: (index) => void (inputs[index].checked = true) };
}
