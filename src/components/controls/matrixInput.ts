import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element, uniqueId } from "../dom/element.js";
import { isRead, numberText, readNumber } from "./numberText.js";
import type { NumberRule } from "./numberText.js";
import { rowsOf, shapedLike, shapeOf } from "./numericArray.js";
import type { NumericArray } from "./numericArray.js";

export interface MatrixInputOptions extends NumberRule {
  /** The variable's name, as in the formula. */
  readonly label: string;
  readonly value: NumericArray;
  /** What it is, in words. */
  readonly note?: string;
}

/** A number, a vector or a matrix whose entries may be typed over; its shape stays. */
export function matrixInput(options: MatrixInputOptions): Control<NumericArray> {
  const { label } = options;
  const like = options.value;
  const shape = shapeOf(like);
  const rows = rowsOf(like);
  const scalar = typeof like === "number";
  const faultId = uniqueId("fault");
  const faults = new Map<HTMLInputElement, string>();
  const fault = element("p", { class: "fault", id: faultId, "aria-live": "polite" });

  const cells = rows.map((row, i) =>
    row.map((_, j) => {
      const place = scalar ? "" : shape.includes(",)") ? `, entry ${j + 1}` : `, row ${i + 1}, column ${j + 1}`;
      const cell = element("input", {
        type: "text",
        class: "box matrix-cell",
        inputmode: "text",
        autocomplete: "off",
        spellcheck: "false",
        "aria-label": `${label}${place}`,
        "aria-describedby": faultId
      });
      cell.addEventListener("input", () => typed(cell, i, j));
      cell.addEventListener("change", () => {
        if (!faults.has(cell)) cell.value = numberText(rows[i][j]);
      });
      cell.addEventListener("keydown", (event) => {
        const down = event.key === "ArrowDown" || event.key === "Enter";
        const to = down ? cells[i + 1]?.[j] : event.key === "ArrowUp" ? cells[i - 1]?.[j] : undefined;
        if (!to) return;
        event.preventDefault();
        to.focus();
        to.select();
      });
      return cell;
    })
  );
  const root = element(
    "div",
    { class: "control matrix", role: "group", "aria-label": `${label}, shape ${shape}` },
    element(
      "div",
      { class: "matrix-name" },
      element("var", { "data-symbol": label }, label),
      element("span", { class: "shape" }, shape)
    ),
    options.note ? element("p", { class: "control-note" }, options.note) : null,
    element("div", { class: "matrix-rows" }, ...cells.map((row) => element("div", { class: "matrix-row" }, ...row))),
    fault
  );
  keepInside(root);

  function typed(cell: HTMLInputElement, i: number, j: number): void {
    const read = readNumber(cell.value, options);
    if ("error" in read) {
      faults.set(cell, `${read.error} ${numberText(rows[i][j])} stays in force.`);
      cell.setAttribute("aria-invalid", "true");
    } else {
      faults.delete(cell);
      cell.removeAttribute("aria-invalid");
    }
    fault.textContent = [...faults.values()].at(-1) ?? "";
    if ("error" in read || read.value === rows[i][j]) return;
    rows[i][j] = read.value;
    emitInput(root);
  }

  function show(): void {
    for (const [i, row] of cells.entries()) {
      for (const [j, cell] of row.entries()) {
        // Set by another figure while it is typed in, a cell keeps "1." and what is wrong, so that typing can go on.
        if (cell === document.activeElement && (faults.has(cell) || isRead(cell.value, rows[i][j]))) continue;
        faults.delete(cell);
        cell.value = numberText(rows[i][j]);
        cell.removeAttribute("aria-invalid");
      }
    }
    fault.textContent = [...faults.values()].at(-1) ?? "";
  }

  show();
  return withValue(
    root,
    () => shapedLike(rows, like),
    (next) => {
      if (shapeOf(next) !== shape) throw new RangeError(`${label} has the shape ${shape}; this is ${shapeOf(next)}`);
      for (const [i, row] of rowsOf(next).entries()) rows[i] = row;
      show();
    }
  );
}
