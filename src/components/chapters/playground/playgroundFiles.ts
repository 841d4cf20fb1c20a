import type { Machine } from "../../../rbm/model/machine.js";
import { npyOf } from "../../../rbm/files/npy.js";
import { machineFromSafetensors, safetensorsOf } from "../../../rbm/files/safetensors.js";
import type { Points } from "../../../rbm/shapes.js";
import { button } from "../../controls/button.js";
import { downloadBytes, downloadText } from "../../dom/download.js";
import { element } from "../../dom/element.js";
import { tableInput } from "./tableInput.js";
import type { TablePoints } from "./tableInput.js";

/** Points in from a file; the machine and its draws out, the draws in the file's own units. */
export function playgroundFiles(options: {
  machine(): Machine | null;
  draws(): Points | null | undefined;
  onPoints(points: Points): void;
}): HTMLElement {
  let units: TablePoints["units"] | null = null;
  const table = tableInput();
  table.addEventListener("input", () => {
    if (!table.value) return;
    ({ units } = table.value);
    options.onPoints(table.value.points);
  });
  const said = element("p", { class: "run-status", role: "status" });
  const withDraws = (act: (draws: Points) => void) => () => {
    const draws = options.draws();
    said.textContent = draws ? "" : "There are no draws yet: they come when training is done.";
    if (draws) act(units ? units.undo(draws) : draws);
  };
  const machine = button({
    label: "Machine as safetensors",
    onClick: () => {
      const current = options.machine();
      said.textContent = current ? "" : "There is no machine yet.";
      if (current) {
        const bytes = safetensorsOf(current);
        machineFromSafetensors(bytes);
        downloadBytes("machine.safetensors", bytes, "application/octet-stream");
      }
    }
  });
  const csv = button({
    label: "Draws as CSV",
    onClick: withDraws(({ count, values }) => {
      const lines = Array.from({ length: count }, (_, row) => `${values[2 * row]},${values[2 * row + 1]}`);
      downloadText("draws.csv", `x1,x2\n${lines.join("\n")}\n`, "text/csv");
    })
  });
  const npy = button({
    label: "Draws as NPY",
    onClick: withDraws((draws) => downloadBytes("draws.npy", npyOf(draws), "application/octet-stream"))
  });
  return element(
    "details",
    { class: "take-away" },
    element("summary", {}, "Bring your own, take it with you"),
    element("div", { class: "spread" }, table, element("div", { class: "run-row" }, machine, csv, npy), said)
  );
}
