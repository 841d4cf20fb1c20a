import { machineFromSafetensors } from "../../../rbm/files/safetensors.js";
import { isTorchFile, machineFromTorch } from "../../../rbm/files/torchFile.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { dropTarget } from "../../controls/dropTarget.js";
import type { TakesFile } from "../../controls/fileInput.js";
import { element, uniqueId } from "../../dom/element.js";
import { errorBox, messageOf } from "../../dom/errorBox.js";

/** Many times what a machine of 1000 units takes. */
const [mostBytes, mostHidden] = [1_000_000, 1000];

/** A machine's file, chosen or dropped: b, log_sigma_squared, W and d of the plane, as the button beside it writes them. */
export function machineInput(onMachine: (machine: Machine) => void): HTMLElement & TakesFile {
  const id = uniqueId("machine");
  const file = element("input", { type: "file", id, accept: ".safetensors,.pt,.pth" });
  const status = element("p", { class: "run-status", role: "status" });
  const failure = errorBox();
  const root = element(
    "div",
    { class: "control paste" },
    element("label", { class: "control-label", for: id }, "A machine from a file"),
    element(
      "p",
      { class: "control-note" },
      "Safetensors, or a state dict of torch.save: b, log_sigma_squared, W and d, of two visible units."
    ),
    file,
    status,
    failure
  );

  async function take(chosen: File): Promise<boolean> {
    failure.update(null);
    status.textContent = "";
    try {
      if (chosen.size > mostBytes) throw new Error(`it has ${chosen.size} bytes; at most ${mostBytes} are taken`);
      const machine = machineOf(new Uint8Array(await chosen.arrayBuffer()));
      status.textContent = `Read from ${chosen.name}: ${machine.m} hidden units.`;
      onMachine(machine);
      return true;
    } catch (error) {
      failure.update(`${chosen.name}: ${messageOf(error)}. What was shown stays.`);
      return false;
    }
  }

  file.addEventListener("input", () => {
    if (file.files?.[0]) void take(file.files[0]);
    // The same file, mended, may be chosen again.
    file.value = "";
  });
  dropTarget(root, ({ files }) => {
    if (files[0]) void take(files[0]);
  });
  return Object.assign(root, { take });
}

/** @throws Error, DataError that says what the file is or lacks */
export function machineOf(bytes: Uint8Array): Machine {
  const machine = isTorchFile(bytes) ? machineFromTorch(bytes) : machineFromSafetensors(bytes);
  if (machine.n !== 2) throw new Error(`the machine has ${machine.n} visible units; the plane has 2`);
  if (machine.m > mostHidden) throw new Error(`the machine has ${machine.m} hidden units; at most ${mostHidden} fit`);
  if (machine.logSigma2.some((value) => Math.abs(value) > 80))
    throw new Error("a variance is beyond e^±80, where the kernel's numbers end");
  return machine;
}
