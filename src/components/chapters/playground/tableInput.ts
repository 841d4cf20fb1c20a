import type { Table } from "../../../rbm/data/tableFromCSV.js";
import { choice } from "../../controls/choice.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { fileInput } from "../../controls/fileInput.js";
import type { TakesFile } from "../../controls/fileInput.js";
import { toggle } from "../../controls/toggle.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { firstPair, planeTable, tablePoints, tableText } from "./tablePoints.js";
import type { TablePoints } from "./tablePoints.js";

/** Comma-separated text of any scale: the reader chooses two columns, and whether they are brought to the plane's scale. */
export function tableInput(): Control<TablePoints | null> & TakesFile {
  let value: TablePoints | null = null;
  const file = fileInput<Table>({
    label: "Points from a file",
    note: "Comma-, semicolon- or tab-separated, any scale, with or without names in the first line; decimal commas are read. Or an NPY file. The plane takes them too, dropped on it.",
    accept: ".csv,.tsv,.txt,.npy",
    textOf: tableText,
    example: "height, weight\n172, 64.5\n181, 80",
    parse: planeTable,
    summary: ({ rows, names, decimals }) =>
      `${rows.length} rows of ${names.length} columns${decimals === "comma" ? ", with decimal commas" : ""}.`
  });
  const columns = element("div", { class: "spread" });
  const standardise = toggle({
    label: "Standardise the columns",
    value: true,
    note: "Figures and downloads keep the file’s own units either way."
  });
  const failure = errorBox();
  const root = element("div", { class: "control" }, file, standardise, columns, failure);
  keepInside(root);

  let again = () => {};
  standardise.addEventListener("input", () => again());
  file.addEventListener("input", () => {
    const table = file.value;
    if (!table) return;
    const pair = firstPair(table);
    const options = table.names.map((name, index) => ({ value: index, label: name }));
    const axes = ["x₁", "x₂"].map((label, i) => choice({ label, kind: "select", options, value: pair[i] }));
    again = () => read(table, [axes[0].value, axes[1].value]);
    for (const axis of axes) axis.addEventListener("input", again);
    columns.replaceChildren(...axes);
    again();
  });

  function read(table: Table, chosen: readonly number[]): void {
    failure.update(null);
    try {
      value = tablePoints(table, chosen, standardise.value);
      emitInput(root);
    } catch (error) {
      failure.update(error);
    }
  }

  return withValue<TablePoints | null, HTMLDivElement & TakesFile>(
    Object.assign(root, { take: file.take }),
    () => value,
    (next) => (value = next)
  );
}
