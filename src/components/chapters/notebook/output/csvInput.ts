import { limits } from "../../../../notebook/document/notebook.js";
import type { UploadedFile } from "../../../../notebook/document/notebook.js";
import { decodeText } from "../../../../rbm/data/decodeText.js";
import { emitInput, keepInside, withValue } from "../../../controls/control.js";
import type { Control } from "../../../controls/control.js";
import { dropTarget } from "../../../controls/dropTarget.js";
import { element, uniqueId } from "../../../dom/element.js";
import { errorBox, messageOf } from "../../../dom/errorBox.js";

/** A text file of the reader's, chosen or dropped; its text is the value. What reads it says what is wrong with it. */
export function csvInput(label: string, first: UploadedFile | null): Control<UploadedFile | null> {
  let value = first;
  const id = uniqueId("file");
  const file = element("input", { type: "file", id, accept: ".csv,.tsv,.txt,text/csv" });
  const status = element("p", { class: "run-status", role: "status" });
  const failure = errorBox();
  const root = element(
    "div",
    { class: "control paste csv-input" },
    element("label", { class: "control-label", for: id }, label),
    file,
    status,
    failure
  );
  keepInside(root);
  show();

  function show(): void {
    status.textContent = value
      ? `${value.name}, ${value.text.length.toLocaleString("en")} characters.`
      : "Choose a file, or drop one here.";
  }

  async function take(chosen: File | undefined): Promise<void> {
    if (!chosen) return;
    failure.update(null);
    if (chosen.size > limits.file) {
      const most = limits.file.toLocaleString("en");
      failure.update(`${chosen.name} has ${chosen.size.toLocaleString("en")} bytes; at most ${most} are taken.`);
      return;
    }
    try {
      value = { name: chosen.name, text: decodeText(new Uint8Array(await chosen.arrayBuffer())) };
    } catch (error) {
      failure.update(`${chosen.name} can't be read: ${messageOf(error)}`);
      return;
    }
    show();
    emitInput(root);
  }

  file.addEventListener("input", () => {
    void take(file.files?.[0]);
    // The same file, mended, may be chosen again.
    file.value = "";
  });
  dropTarget(root, ({ files }) => void take(files[0]));
  return withValue<UploadedFile | null, HTMLDivElement>(
    root,
    () => value,
    (next) => {
      value = next;
      show();
    }
  );
}
