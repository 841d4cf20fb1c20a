import type { Machine } from "../../../rbm/model/machine.js";
import { npyOf } from "../../../rbm/files/npy.js";
import { safetensorsOf } from "../../../rbm/files/safetensors.js";
import type { Standardisation } from "../../../rbm/data/standardise.js";
import { unstandardised } from "../../../rbm/data/unstandardised.js";
import type { Points } from "../../../rbm/shapes.js";
import { button } from "../../controls/button.js";
import { downloadBytes, downloadText } from "../../dom/download.js";
import { element } from "../../dom/element.js";
import { machineInput } from "./machineInput.js";
import { tableInput } from "./tableInput.js";
import type { TablePoints } from "./tablePoints.js";

/** A machine with its draws, and the way back to the units of the file that it was trained on, if it was a file's. */
export interface Trained {
  readonly machine: Machine | null;
  readonly draws: Points | null;
  readonly units: Standardisation | null;
}

/** Points or a machine in from a file; the machine and its draws out, both in the units of the file that it was trained on. */
export function playgroundFiles(options: {
  trained(): Trained;
  onPoints(points: TablePoints): void;
  onMachine(machine: Machine): void;
}): HTMLElement {
  const table = tableInput();
  table.addEventListener("input", () => {
    if (table.value) options.onPoints(table.value);
  });
  const said = element("p", { class: "run-status", role: "status" });
  const withDraws = (act: (draws: Points) => void) => () => {
    const { draws, units } = options.trained();
    said.textContent = draws ? "" : "There are no draws yet: they come when training is done.";
    if (draws) act(units ? units.undo(draws) : draws);
  };
  const machine = button({
    label: "Machine as safetensors",
    onClick: () => {
      const { machine: current, units } = options.trained();
      said.textContent = current ? "" : "There is no machine yet.";
      if (!current) return;
      const bytes = safetensorsOf(units ? unstandardised(current, units) : current);
      downloadBytes("machine.safetensors", bytes, "application/octet-stream");
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
    element("div", { class: "spread" }, table, machineInput(options.onMachine)),
    element("div", { class: "run-row" }, machine, csv, npy),
    said
  );
}
