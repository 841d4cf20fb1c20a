import type { Machine } from "../../../rbm/model/machine.js";
import { csvOfPoints } from "../../../rbm/data/csvOfPoints.js";
import { npyOf } from "../../../rbm/files/npy.js";
import { safetensorsOf } from "../../../rbm/files/safetensors.js";
import type { Standardisation } from "../../../rbm/data/standardise.js";
import { unstandardised } from "../../../rbm/data/unstandardised.js";
import type { Points } from "../../../rbm/shapes.js";
import { button } from "../../controls/button.js";
import { downloadBytes, downloadText } from "../../dom/download.js";
import type { TakesFile } from "../../controls/fileInput.js";
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

/**
 * Points or a machine in from a file; the machine, its draws and the points it was trained on out, all in the units of
 * the file that these came from.
 */
export function playgroundFiles(options: {
  trained(): Trained;
  /** the points that a machine is trained on */
  points(): { readonly points: Points; readonly units: Standardisation | null } | null;
  onPoints(points: TablePoints): void;
  onMachine(machine: Machine): void;
}): HTMLElement & TakesFile {
  const table = tableInput();
  table.addEventListener("input", () => {
    if (table.value) options.onPoints(table.value);
  });
  const said = element("p", { class: "run-status", role: "status" });
  const draws = () => {
    const { draws: points, units } = options.trained();
    return points && { points, units };
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
  const outOf = (name: string, missing: string, read: typeof options.points) => {
    const save = (act: (points: Points) => void) => () => {
      const found = read();
      said.textContent = found ? "" : missing;
      if (found) act(found.units ? found.units.undo(found.points) : found.points);
    };
    const file = name.toLowerCase();
    return [
      button({
        label: `${name} as CSV`,
        onClick: save((points) => downloadText(`${file}.csv`, csvOfPoints(points), "text/csv"))
      }),
      button({
        label: `${name} as NPY`,
        onClick: save((points) => downloadBytes(`${file}.npy`, npyOf(points), "application/octet-stream"))
      })
    ];
  };
  const machines = machineInput(options.onMachine);
  const root = element(
    "details",
    { class: "take-away" },
    element("summary", {}, "Bring your own, take it with you"),
    element("div", { class: "spread" }, table, machines),
    element(
      "div",
      { class: "run-row" },
      machine,
      ...outOf("Draws", "There are no draws yet: they come when training is done.", draws),
      ...outOf("Points", "There are no points yet. Draw some on the plane, or choose a law.", options.points)
    ),
    said
  );

  return Object.assign(root, {
    /** A file that was dropped elsewhere; what is wrong with it is told here, and brought into view. */
    async take(file: File) {
      const input = /\.(safetensors|pth?)$/i.test(file.name) ? machines : table;
      const isRead = await input.take(file);
      if (!isRead) {
        root.open = true;
        input.scrollIntoView({ block: "center" });
      }
      return isRead;
    }
  });
}
