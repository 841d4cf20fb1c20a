import { decodeText } from "../../rbm/data/decodeText.js";
import { button } from "./button.js";
import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { dropTarget } from "./dropTarget.js";
import { element, uniqueId } from "../dom/element.js";
import { errorBox, messageOf } from "../dom/errorBox.js";

export interface FileInputOptions<T> {
  readonly label: string;
  /** What the text must be, for the reader. */
  readonly note?: string;
  /** File types offered, as in ".csv,.json". */
  readonly accept?: string;
  /** Shown in the empty box. */
  readonly example?: string;
  /** The largest file taken, in bytes; 5 MB unless given. */
  readonly maxBytes?: number;
  /** Turns a file into text, for those that are none; decodeText unless given. Throws an error that says what is wrong. */
  readonly textOf?: (bytes: Uint8Array) => string;
  /** Reads the text; throws an error that says what is wrong and where. */
  readonly parse: (text: string) => T;
  /** What was read, in a few words, as in "500 points". */
  readonly summary?: (value: T) => string;
}

/** What takes a file as if it were dropped on it; whether it could be read. */
export interface TakesFile {
  take(file: File): Promise<boolean>;
}

/** A text from a file, dropped or chosen, or pasted. Its value is what was last read without error, null at first. */
export function fileInput<T>(options: FileInputOptions<T>): Control<T | null> & TakesFile {
  const { label, maxBytes = 5e6 } = options;
  let value: T | null = null;
  const boxId = uniqueId("paste");
  const noteId = uniqueId("note");
  const file = element("input", { type: "file", accept: options.accept, "aria-label": `${label}: a file` });
  const box = element("textarea", {
    id: boxId,
    class: "box",
    rows: 4,
    spellcheck: "false",
    placeholder: options.example,
    "aria-describedby": options.note ? noteId : null
  });
  const use = button({ label: "Use this", onClick: () => read(box.value, "what was pasted") });
  const status = element("p", { class: "run-status", role: "status" });
  const failure = errorBox();
  const root = element(
    "div",
    { class: "control paste" },
    element("label", { class: "control-label", for: boxId }, label),
    options.note ? element("p", { class: "control-note", id: noteId }, options.note) : null,
    box,
    element("div", { class: "run-row" }, use, file),
    status,
    failure
  );
  keepInside(root);

  function read(text: string, source: string): boolean {
    try {
      value = options.parse(text);
    } catch (error) {
      box.setAttribute("aria-invalid", "true");
      status.textContent = "";
      const kept = value === null ? "" : "\nWhat was read before stays in force.";
      failure.update(`In ${source}: ${messageOf(error)}${kept}`);
      return false;
    }
    box.removeAttribute("aria-invalid");
    failure.update(null);
    status.textContent = `Read from ${source}${options.summary ? `: ${options.summary(value).replace(/\.$/, "")}` : ""}.`;
    emitInput(root);
    return true;
  }

  async function take(chosen: File): Promise<boolean> {
    if (chosen.size > maxBytes) {
      failure.update(`${chosen.name} has ${chosen.size} bytes; at most ${maxBytes} are taken.`);
      return false;
    }
    try {
      box.value = (options.textOf ?? decodeText)(new Uint8Array(await chosen.arrayBuffer()));
    } catch (error) {
      failure.update(`${chosen.name} can't be read: ${messageOf(error)}`);
      return false;
    }
    return read(box.value, chosen.name);
  }

  file.addEventListener("input", () => {
    if (file.files?.[0]) void take(file.files[0]);
    // The same file, mended, may be chosen again.
    file.value = "";
  });
  dropTarget(root, ({ files }) => {
    if (files[0]) void take(files[0]);
  });

  return withValue<T | null, HTMLDivElement & TakesFile>(
    Object.assign(root, { take }),
    () => value,
    (next) => {
      value = next;
      box.value = "";
      status.textContent = "";
      failure.update(null);
    }
  );
}
