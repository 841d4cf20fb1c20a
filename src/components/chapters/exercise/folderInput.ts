import type { AnswersFile } from "../../../exercise/marking/markAnswers.js";
import { dropTarget } from "../../controls/dropTarget.js";
import { countOf } from "../../dom/countOf.js";
import { element } from "../../dom/element.js";
import { errorBox, messageOf } from "../../dom/errorBox.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";

const maxFiles = 2000;
/** Of one file; longer ones are refused for their length by who reads them. */
const maxBytes = 1e6;

/** Answer files, dropped with the folders that they lie in or chosen. Its value is what was taken last, by path. */
export function folderInput(): Control<readonly AnswersFile[]> {
  let value: readonly AnswersFile[] = [];
  const folder = element("input", { type: "file", multiple: true, webkitdirectory: true, "aria-label": "A folder" });
  const files = element("input", { type: "file", multiple: true, accept: ".json", "aria-label": "Files" });
  const status = element("p", { class: "run-status", role: "status" });
  const failure = errorBox();
  const root = element(
    "div",
    { class: "control paste" },
    element("p", { class: "control-label" }, "Drop the folder here, or choose it"),
    element(
      "div",
      { class: "run-row" },
      element("label", {}, "A folder ", folder),
      element("label", {}, "or single files ", files)
    ),
    status,
    failure
  );
  keepInside(root);

  async function take(chosen: Promise<{ path: string; file: File }[]>): Promise<void> {
    try {
      const all = (await chosen).filter(({ path }) => /\.json$/i.test(path));
      if (all.length === 0)
        throw new Error("There are no .json files in it: answers are files named ring-answers.json.");
      if (all.length > maxFiles) throw new Error(`It has ${all.length} files; at most ${maxFiles} are taken.`);
      all.sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
      value = await Promise.all(
        all.map(async ({ path, file }) => ({ path, text: await file.slice(0, maxBytes).text() }))
      );
    } catch (error) {
      failure.update(messageOf(error));
      return;
    }
    failure.update(null);
    status.textContent = `${countOf(value.length, "answer file")}.`;
    emitInput(root);
  }

  for (const input of [folder, files])
    input.addEventListener("input", () => {
      const chosen = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
      input.value = "";
      void take(Promise.resolve(chosen));
    });
  dropTarget(root, ({ items }) => {
    // The entries are gone after this event: they are asked for now.
    const entries = [...items].map((item) => item.webkitGetAsEntry());
    void take(Promise.all(entries.map((entry) => (entry ? filesOf(entry) : []))).then((all) => all.flat()));
  });
  return withValue<readonly AnswersFile[], HTMLDivElement>(
    root,
    () => value,
    (next) => {
      value = next;
      status.textContent = "";
      failure.update(null);
    }
  );
}

/** The files of a dropped file or folder, all the way down. */
async function filesOf(entry: FileSystemEntry): Promise<{ path: string; file: File }[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: { path: string; file: File }[] = [];
  // A reader gives a hundred entries at a time, and none when it has given all.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const each of some) found.push(...(await filesOf(each)));
  }
}
