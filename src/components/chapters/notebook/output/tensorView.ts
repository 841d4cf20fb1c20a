import { scrollByKeys } from "../../../dom/scrollByKeys.js";
import { element } from "../../../dom/element.js";

/** An array as the language has it: shape, and its entries row by row. */
export interface ShownTensor {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** The shape as text, as in "(500, 2)"; a number's is "()". */
export function shapeText(shape: readonly number[]): string {
  return `(${shape.join(", ")})`;
}

/** An entry, to four digits, with a real minus sign. */
export function entryText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text =
    Number.isInteger(value) && size < 1e7
      ? String(value)
      : size !== 0 && (size < 1e-4 || size >= 1e7)
        ? value.toExponential(3)
        : String(Number(value.toPrecision(5)));
  return text.replace(/-/g, "−");
}

/** Rows and columns shown before the reader asks for more; more than that stays a summary. */
const fewRows = 5;
const fewColumns = 8;
const mostRows = 200;

/** An array on the page. */
export interface TensorView {
  readonly element: HTMLElement;
  /** Shows another array in place, with as many rows as the reader asked for. @returns false if it is of another form */
  update(next: ShownTensor): boolean;
}

/** An array: a number as such, a small one whole, the head of a large one with what it ranges over. */
export function tensorView(first: ShownTensor): TensorView {
  if (first.values.length === 1 && first.shape.length === 0)
    return still(element("output", { class: "tensor-number" }, entryText(first.values[0])));
  if (first.values.length === 0) return still(element("p", { class: "tensor-note" }, "Empty."));
  const { rows, columns } = formOf(first);
  const most = Math.min(rows, mostRows);
  let tensor = first;
  let shownRows = Math.min(rows, fewRows);
  const body = element("tbody");
  const scroll = element(
    "div",
    { class: "tensor-scroll", tabindex: -1 },
    element("table", { class: rows === 1 ? "one-row" : null }, body)
  );
  const words = element("span");
  const more = element("button", { type: "button", class: "link-button" });
  more.textContent = most === rows ? `Show all ${rows} rows` : `Show ${most} of ${rows} rows`;
  more.addEventListener("click", () => {
    shownRows = most;
    draw();
    scroll.focus();
  });
  const note = element("p", { class: "tensor-note" }, words, more);
  const reachByKeys = scrollByKeys([scroll], "entries");
  draw();

  function draw(): void {
    const { shape, values } = tensor;
    const isPart = shape.length > 2;
    const which = isPart ? `The first of ${shape.slice(0, -2).join(" × ")} matrices.` : "";
    const summary = values.length > fewRows * fewColumns ? rangeText(values) : "";
    const text = [which, summary].filter(Boolean).join(" ");
    more.hidden = shownRows >= most;
    words.textContent = more.hidden ? text : `${text} `;
    note.hidden = more.hidden && text === "";
    body.replaceChildren(...tableRows(values, shownRows, rows, columns));
  }

  return {
    element: element("div", { class: "tensor" }, scroll, note),
    update(next) {
      if (next === tensor) return true;
      const form = formOf(next);
      if (next.values.length === 0) return false;
      if (form.rows !== rows || form.columns !== columns || next.shape.length !== first.shape.length) return false;
      tensor = next;
      draw();
      reachByKeys();
      return true;
    }
  };
}

function still(content: HTMLElement): TensorView {
  return { element: element("div", { class: "tensor" }, content), update: () => false };
}

/** Rows and columns of the last two dimensions. */
function formOf({ shape }: ShownTensor): { readonly rows: number; readonly columns: number } {
  return { rows: shape.length < 2 ? 1 : shape.at(-2)!, columns: shape.at(-1) ?? 1 };
}

function tableRows(values: ArrayLike<number>, shown: number, rows: number, columns: number): HTMLElement[] {
  const width = columns > fewColumns + 1 ? fewColumns : columns;
  return Array.from({ length: shown }, (_, i) => {
    const row = element("tr", {});
    if (rows > 1) row.append(element("th", { scope: "row" }, String(i + 1)));
    for (let j = 0; j < width; j++) row.append(element("td", {}, entryText(values[i * columns + j])));
    if (width < columns) row.append(element("td", { class: "tensor-more" }, `… ${columns - width} more`));
    return row;
  });
}

/** What the entries range over, and how many are no numbers. */
export function rangeText(values: ArrayLike<number>): string {
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  // One entry that is not finite leaves no finite sum, so that only then each has to be looked at.
  if (!Number.isFinite(sum)) return rangeWithStrays(values);
  return values.length === 0 ? "No finite entry." : inRange(low, high, sum / values.length);
}

function rangeWithStrays(values: ArrayLike<number>): string {
  let [low, high, sum, strays] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) strays++;
    else {
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
    }
  }
  const counted = values.length - strays;
  const finite = counted === 0 ? "No finite entry." : inRange(low, high, sum / counted);
  return strays > 0 ? `${finite} ${strays} of ${values.length} are not finite.` : finite;
}

function inRange(low: number, high: number, mean: number): string {
  return `${entryText(low)} to ${entryText(high)}, mean ${entryText(mean)}.`;
}
