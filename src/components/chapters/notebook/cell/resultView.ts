import type { InputValue } from "../../../../notebook/document/notebook.js";
import type { CellState } from "../../../../notebook/scheduler/cellState.js";
import type { Value } from "../../../../notebook/values/value.js";
import { element } from "../../../dom/element.js";
import { figureView } from "../output/figureView.js";
import type { FigureContext, FigureView } from "../output/figureView.js";
import { inputView } from "../output/inputView.js";
import type { InputView } from "../output/inputView.js";
import { tensorView } from "../output/tensorView.js";
import type { TensorView } from "../output/tensorView.js";
import { tagOf } from "../output/valueText.js";
import { valueView } from "../output/valueView.js";

export interface ResultView {
  readonly element: HTMLElement;
  update(state: CellState): void;
}

type Shown =
  | { readonly kind: "figure"; readonly view: FigureView }
  | { readonly kind: "input"; readonly view: InputView }
  | { readonly kind: "tensor"; readonly view: TensorView }
  | { readonly kind: "value"; readonly value: Value }
  | null;

/**
 * What a cell gave: a figure, a control or a value; over it every name with its shape. A figure, a control and an array
 * are redrawn in place; a name's tag opens its value.
 */
export function resultView(context: FigureContext, onInput: (value: InputValue) => void): ResultView {
  const tags = element("div", { class: "result-tags" });
  const body = element("div", { class: "result-body" });
  const opened = element("div", { class: "result-opened" });
  const root = element("div", { class: "result" }, tags, opened, body);
  let shown: Shown = null;
  let open: string | null = null;
  let latest: CellState | null = null;
  let tagKey = "";

  function update(state: CellState): void {
    if (state.version === latest?.version && state.value === latest.value) return;
    latest = state;
    showTags(state);
    showBody(state.value);
  }

  function showBody(value: Value | null): void {
    if (value === null) {
      shown = null;
      body.replaceChildren();
      return;
    }
    if (value.kind === "figure") {
      if (shown?.kind === "figure" && shown.view.update(value.figure)) return;
      const view = figureView(value.figure, context);
      shown = { kind: "figure", view };
      body.replaceChildren(view.element);
    } else if (value.kind === "input") {
      if (shown?.kind === "input" && shown.view.update(value)) return;
      const view = inputView(value, onInput);
      shown = { kind: "input", view };
      body.replaceChildren(view.element);
    } else if (value.kind === "tensor") {
      if (shown?.kind === "tensor" && shown.view.update(value)) return;
      const view = tensorView(value);
      shown = { kind: "tensor", view };
      body.replaceChildren(view.element);
    } else {
      if (shown?.kind === "value" && shown.value === value) return;
      shown = { kind: "value", value };
      body.replaceChildren(valueView(value));
    }
  }

  /** An input says its own value, and a figure is seen: neither needs a tag unless it has a name. */
  function showTags({ names, value }: CellState): void {
    const all = [...names].filter(([, each]) => each.kind !== "input" && each.kind !== "figure");
    const single = all.length === 0 && value && value.kind !== "input" && value.kind !== "figure";
    const key = JSON.stringify([all.map(([name, each]) => [name, tagOf(each)]), single ? tagOf(value) : null, open]);
    if (key !== tagKey) {
      tagKey = key;
      tags.replaceChildren(
        ...(single ? [element("span", { class: "shape-tag" }, tagOf(value))] : []),
        ...all.map(([name, each]) => tag(name, each, all.length > 1))
      );
    }
    const chosen = open === null ? undefined : names.get(open);
    opened.replaceChildren(
      ...(chosen && chosen !== value && chosen.kind !== "figure" && chosen.kind !== "input" ? [valueView(chosen)] : [])
    );
  }

  function tag(name: string, value: Value, opens: boolean): HTMLElement {
    const parts = [element("code", {}, name), element("span", { class: "shape-tag" }, tagOf(value))];
    if (!opens) return element("span", { class: "result-tag" }, ...parts);
    const chip = element(
      "button",
      {
        type: "button",
        class: "result-tag",
        "aria-expanded": String(open === name),
        "aria-label": `${name} ${tagOf(value)}`
      },
      ...parts
    );
    chip.addEventListener("click", () => {
      open = open === name ? null : name;
      if (latest) showTags(latest);
      [...tags.querySelectorAll("button")].find((each) => each.textContent === chip.textContent)?.focus();
    });
    return chip;
  }

  return { element: root, update };
}
