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

/** An array: a number as such, a small one whole, the head of a large one with what it ranges over. */
export function tensorView({ shape, values }: ShownTensor): HTMLElement {
  if (values.length === 1 && shape.length === 0)
    return element("div", { class: "tensor" }, element("output", { class: "tensor-number" }, entryText(values[0])));
  if (values.length === 0) return element("div", { class: "tensor" }, element("p", { class: "tensor-note" }, "Empty."));
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length < 2 ? 1 : shape.at(-2)!;
  const root = element("div", { class: "tensor" });
  const isPart = shape.length > 2;
  const note = isPart ? `The first of ${shape.slice(0, -2).join(" × ")} matrices.` : "";
  const summary = values.length > fewRows * fewColumns ? rangeText(values) : "";
  let shownRows = Math.min(rows, fewRows);
  draw();

  function draw(): void {
    const hidden = rows - shownRows;
    const more = element("button", { type: "button", class: "link-button" });
    const next = Math.min(rows, mostRows);
    more.textContent = next === rows ? `Show all ${rows} rows` : `Show ${next} of ${rows} rows`;
    more.addEventListener("click", () => {
      shownRows = next;
      draw();
      root.querySelector<HTMLElement>(".tensor-scroll")?.focus();
    });
    root.replaceChildren(
      table(values, Math.min(rows, shownRows), rows, columns),
      element(
        "p",
        { class: "tensor-note" },
        [note, summary].filter(Boolean).join(" "),
        hidden > 0 && shownRows < next ? " " : null,
        hidden > 0 && shownRows < next ? more : null
      )
    );
    if (!root.lastElementChild!.textContent) root.lastElementChild!.remove();
  }
  return root;
}

function table(values: ArrayLike<number>, shown: number, rows: number, columns: number): HTMLElement {
  const width = columns > fewColumns + 1 ? fewColumns : columns;
  const body = element("tbody");
  for (let i = 0; i < shown; i++) {
    const row = element("tr", {});
    if (rows > 1) row.append(element("th", { scope: "row" }, String(i + 1)));
    for (let j = 0; j < width; j++) row.append(element("td", {}, entryText(values[i * columns + j])));
    if (width < columns) row.append(element("td", { class: "tensor-more" }, `… ${columns - width} more`));
    body.append(row);
  }
  const scroll = element("div", { class: "tensor-scroll", tabindex: -1 }, element("table", {}, body));
  scrollByKeys([scroll], "entries");
  return scroll;
}

/** What the entries range over, and how many are no numbers. */
export function rangeText(values: ArrayLike<number>): string {
  let [low, high, sum, strays] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) strays++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
      sum += value;
    }
  }
  const counted = values.length - strays;
  const finite =
    counted === 0 ? "No finite entry." : `${entryText(low)} to ${entryText(high)}, mean ${entryText(sum / counted)}.`;
  return strays > 0 ? `${finite} ${strays} of ${values.length} are not finite.` : finite;
}
