import { markedCode } from "../../article/markedCode.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { matrixInput } from "../../controls/matrixInput.js";
import { numericArray, rowsOf, shapeOf } from "../../controls/numericArray.js";
import type { NumericArray } from "../../controls/numericArray.js";
import { readable } from "../../dom/readable.js";

export interface MathCellInput {
  readonly value: NumericArray;
  readonly note?: string;
  readonly min?: number;
  readonly max?: number;
}

/** Numbers by the names a formula has for them. */
export type Scope = Readonly<Record<string, NumericArray>>;

export interface MathCellOptions {
  readonly label: string;
  /** The expression, the very string that is evaluated. */
  readonly formula: string;
  /** What the expression is, in mathematics rendered when the site was built. */
  readonly math?: Node;
  readonly inputs: Readonly<Record<string, MathCellInput>>;
  /** Evaluates the expression over the inputs; mathjs arrives with the page that needs it, not with this cell. */
  readonly evaluate: (formula: string, scope: Scope) => unknown;
  /** Digits after the point; 4 unless given. */
  readonly digits?: number;
}

/** What the cell stands at: the inputs, and the value, null where the formula failed or is still being computed. */
export interface MathCellValue {
  readonly inputs: Scope;
  readonly result: NumericArray | null;
}

/** A formula over numbers the reader may change, and what it gives, with its shape. */
export interface MathCell extends HTMLElement {
  value: MathCellValue;
  /** Settles once the present inputs have been computed. */
  readonly settled: Promise<void>;
}

export function mathCell(options: MathCellOptions): MathCell {
  const { label, formula, evaluate, digits = 4 } = options;
  const inputs = Object.entries(options.inputs).map(
    ([name, input]) => [name, matrixInput({ label: name, ...input })] as const
  );
  const output = element("div", { class: "math-output", role: "status", "aria-label": `${label}: value` });
  const failure = errorBox();
  const root = element(
    "section",
    { class: "math-cell", "aria-label": label },
    options.math ? element("div", { class: "derivation-math" }, options.math) : null,
    element("pre", { class: "math-formula", tabindex: 0, "aria-label": `${label}: formula` }, markedCode(formula)),
    element("div", { class: "math-inputs" }, ...inputs.map(([, input]) => input)),
    output,
    failure
  );
  keepInside(root);

  let result: NumericArray | null = null;
  let run = 0;
  let settled = Promise.resolve();
  const scope = (): Scope => Object.fromEntries(inputs.map(([name, input]) => [name, input.value]));

  async function compute(): Promise<void> {
    run += 1;
    const own = run;
    let next: NumericArray | null = null;
    let fault: unknown = null;
    try {
      next = numericArray(await evaluate(formula, scope()));
    } catch (error) {
      fault = error;
    }
    // A newer input has overtaken this one.
    if (own !== run) return;
    result = next;
    if (next === null) failure.update(fault);
    else failure.update(null);
    output.replaceChildren(...(next === null ? [] : valueTable(next, digits)));
  }

  for (const [, input] of inputs) {
    input.addEventListener("input", () => {
      settled = compute().then(() => emitInput(root));
    });
  }
  settled = compute();

  const control = withValue<MathCellValue, HTMLElement>(
    root,
    () => ({ inputs: scope(), result }),
    (next) => {
      for (const [name, input] of inputs) if (next.inputs[name] !== undefined) input.value = next.inputs[name];
      settled = compute();
    }
  );
  return Object.defineProperty(control, "settled", { get: () => settled }) as unknown as MathCell;
}

function valueTable(value: NumericArray, digits: number): Node[] {
  const rows = rowsOf(value).map((row) =>
    element(
      "div",
      { class: "matrix-row" },
      ...row.map((x) => element("span", { class: "math-value" }, readable(x, digits)))
    )
  );
  return [
    element("span", { class: "math-equals", "aria-hidden": "true" }, "="),
    // More columns than a phone is wide can be scrolled, also by keys.
    element("div", { class: "matrix-rows", tabindex: rowsOf(value)[0].length > 3 ? 0 : null }, ...rows),
    element("span", { class: "shape" }, shapeOf(value))
  ];
}
