import type { RunValue, Value } from "../../../../notebook/values/value.js";
import { countOf } from "../../../dom/countOf.js";
import { element } from "../../../dom/element.js";
import { lineChart } from "../../../figures/chart/lineChart.js";
import { inWords, tagOf } from "./valueText.js";
import { inkedNodes } from "../editor/highlightSource.js";
import { entryText, tensorView } from "./tensorView.js";

/** A value as a result under its cell; figures and inputs have views of their own. */
export function valueView(value: Exclude<Value, { kind: "figure" | "input" }>): HTMLElement {
  switch (value.kind) {
    case "tensor":
      return tensorView(value).element;
    case "string":
    case "boolean":
    case "file":
      return element("output", { class: "value-text" }, inWords(value));
    case "function":
      return element("div", { class: "value-function" }, "A function of ", ...listed(value.parameters), ".");
    case "record":
      return fieldsView(
        [...value.fields].map(([name, field]) => ({ name, tag: tagOf(field), description: short(field) }))
      );
    case "machine": {
      const { n, m, b, logSigma2, d, W } = value.machine;
      return fieldsView([
        { name: "b", tag: `(${n})`, description: rangeOf(b) },
        { name: "logSigma2", tag: `(${n})`, description: rangeOf(logSigma2) },
        { name: "W", tag: `(${n}, ${m})`, description: rangeOf(W) },
        { name: "d", tag: `(${m})`, description: rangeOf(d) }
      ]);
    }
    case "run":
      return runSummary(value);
    case "density":
      return element("p", { class: "value-text" }, `log Z = ${entryText(value.density.logZ)}`);
  }
}

interface Field {
  readonly name: string;
  readonly tag: string;
  readonly description: string;
}

function fieldsView(fields: readonly Field[]): HTMLElement {
  const rows = fields.map(({ name, tag, description }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("code", {}, name)),
      element("td", { class: "shape-tag" }, tag),
      element("td", {}, description)
    )
  );
  return element(
    "div",
    { class: "tensor-scroll" },
    element("table", { class: "fields" }, element("tbody", {}, ...rows))
  );
}

const short = (value: Value): string => {
  const text = inWords(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

function rangeOf(values: ArrayLike<number>): string {
  return inWords({ kind: "tensor", shape: [values.length], values: Float64Array.from(values) });
}

function listed(names: readonly string[]): Node[] {
  return names.flatMap((name, k) => [
    ...(k > 0 ? [document.createTextNode(", ")] : []),
    element("code", {}, ...inkedNodes(name))
  ]);
}

/** A run that is looked at as such: how far it is, its loss, and its score where there is an exact one. */
function runSummary({ run }: RunValue): HTMLElement {
  const { losses, recipe, epoch, snapshots, by, elapsed, diverged } = run;
  const last = snapshots.at(-1);
  const chart = lineChart({
    label: "Loss of the run",
    xName: "epoch",
    yName: recipe.trainer === "exact" ? "NLL, nats" : "CD loss, nats",
    xDomain: [0, recipe.epochs],
    series: [{ name: "loss", tone: "ink", x: Array.from({ length: losses.length }, (_, i) => i + 1), y: losses }]
  });
  const how = by === "kernel" ? "by the compiled kernel" : "by the formulas of this notebook";
  const description = [
    `${epoch} of ${countOf(recipe.epochs, "epoch")} ${how}, ${Math.round(elapsed)} ms.`,
    last?.nllTrain != null
      ? `Exact negative log-likelihood: ${last.nllTrain.toFixed(3)} nats a point on the data.`
      : null,
    diverged ? `It diverged at epoch ${diverged.epoch}: ${diverged.reason}` : null
  ];
  return element(
    "div",
    { class: "value-run" },
    chart,
    element("p", { class: "value-text" }, description.filter(Boolean).join(" "))
  );
}
