import { pointsOfTable, tableFromCSV } from "../../../rbm/data/tableFromCSV.js";
import type { Table } from "../../../rbm/data/tableFromCSV.js";
import { standardisationBy, standardisationOf } from "../../../rbm/data/standardise.js";
import type { Standardisation } from "../../../rbm/data/standardise.js";
import type { Points } from "../../../rbm/shapes.js";
import { choice } from "../../controls/choice.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { fileInput } from "../../controls/fileInput.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";

/** Points of a file in the plane of the figures, and the way back to the file's own units. */
export interface TablePoints {
  readonly points: Points;
  readonly units: Standardisation;
}

/** Deviations in the plane's units that a standardised file has: three of them fit the window of ±1.6. */
const planeDeviation = 0.5;

/** Comma-separated text of any scale: the reader chooses two columns, and they are brought to the plane's scale. */
export function tableInput(): Control<TablePoints | null> {
  let value: TablePoints | null = null;
  const file = fileInput<Table>({
    label: "Points from a file",
    note: "Comma-, semicolon- or tab-separated, any scale, with or without names in the first line.",
    accept: ".csv,.tsv,.txt",
    example: "height, weight\n172, 64.5\n181, 80",
    parse(text) {
      const table = tableFromCSV(text);
      if (table.names.length < 2) throw new Error("There is one column; the plane needs two.");
      if (table.rows.length > 20_000) throw new Error(`There are ${table.rows.length} rows; at most 20,000 are taken.`);
      pointsOfTable(
        table,
        [0, 1].filter((column) => isNumeric(table, column)).length === 2 ? [0, 1] : numericPair(table)
      );
      return table;
    },
    summary: ({ rows, names }) => `${rows.length} rows of ${names.length} columns.`
  });
  const columns = element("div", { class: "spread" });
  const failure = errorBox();
  const root = element("div", { class: "control" }, file, columns, failure);
  keepInside(root);

  file.addEventListener("input", () => {
    const table = file.value;
    if (!table) return;
    const pair = isNumeric(table, 0) && isNumeric(table, 1) ? [0, 1] : numericPair(table);
    const options = table.names.map((name, index) => ({ value: index, label: name }));
    const axes = ["x₁", "x₂"].map((label, i) => choice({ label, kind: "select", options, value: pair[i] }));
    for (const axis of axes) axis.addEventListener("input", () => read(table, [axes[0].value, axes[1].value]));
    columns.replaceChildren(...axes);
    read(table, pair);
  });

  function read(table: Table, chosen: readonly number[]): void {
    failure.update(null);
    try {
      const points = pointsOfTable(table, chosen);
      const own = standardisationOf(points);
      const units = standardisationBy(
        own.mean,
        own.scale.map((scale) => scale / planeDeviation)
      );
      value = { points: units.apply(points), units };
      emitInput(root);
    } catch (error) {
      failure.update(error);
    }
  }

  return withValue<TablePoints | null, HTMLDivElement>(
    root,
    () => value,
    (next) => (value = next)
  );
}

function isNumeric({ rows }: Table, column: number): boolean {
  return rows.every((row) => row[column] !== "" && Number.isFinite(Number(row[column])));
}

/** The first two columns that hold numbers alone; the first two of all if there are none, so that the fault is named. */
function numericPair(table: Table): number[] {
  const numeric = table.names.map((_, column) => column).filter((column) => isNumeric(table, column));
  return numeric.length >= 2 ? numeric.slice(0, 2) : [0, 1];
}
