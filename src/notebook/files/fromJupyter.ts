import { checkNotebook } from "../document/checkNotebook.js";
import { limits, notebookFormat } from "../document/notebook.js";
import type { Cell, Notebook } from "../document/notebook.js";
import { NotebookError } from "../notebookError.js";
import { fingerprintOf, ownKey } from "./jupyterMetadata.js";

type Found = Readonly<Record<string, unknown>>;
/** A cell without a place was made in Jupyter; it stays behind the one that it follows. */
type Read = { cell: Omit<Cell, "id"> & { id?: unknown }; place: number | null };

/**
 * A notebook out of a Jupyter file, nbformat 4. One that was saved here comes back as it was. In any other, Markdown
 * comes in as text; code becomes text with the code in a fence, and so does what was edited in Jupyter, below the cell
 * that it was made of. A text at the top says how many cells that concerns.
 * @param name what it is called where the file has no title
 * @throws NotebookError that names the cell, counted from 1 as in the file
 */
export function fromJupyter(text: string, name = "Notebook"): Notebook {
  if (text.length > limits.file * 2) throw new NotebookError("This file is too long for a notebook.");
  const file = parsed(text);
  const { nbformat, metadata, cells } = file;
  if (nbformat !== 4) {
    const found = typeof nbformat === "number" ? `nbformat ${nbformat}` : "no version of nbformat";
    throw new NotebookError(`This file has ${found}; nbformat 4 is read, which Jupyter saves today.`);
  }
  if (!Array.isArray(cells)) throw new NotebookError("This Jupyter file has no list of cells.");
  const about = isRecord(metadata) ? metadata : {};
  const own = isRecord(about[ownKey]) ? about[ownKey] : { version: 1 };
  const language = languageOf(about);
  let [foreign, left] = [0, 0];
  const read = cells.flatMap((cell: unknown, i): Read[] => {
    const parts = readCell(cell, i + 1, language);
    foreign += parts.filter((part) => part.isForeign).length;
    if (isRecord(cell) && !isOwn(cell) && hasExtras(cell)) left++;
    return parts;
  });
  const note = noteOf(foreign, left);
  const ordered = [...(note === null ? [] : [{ kind: "text", source: note } as const]), ...inPlace(read)];
  const title = typeof about.title === "string" && about.title.trim() !== "" ? about.title : name.slice(0, limits.name);
  return checkNotebook({ format: notebookFormat, version: own.version, name: title, cells: withIds(ordered) });
}

function parsed(text: string): Found {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new NotebookError("This Jupyter file is damaged: it is not valid JSON. Was it copied whole?");
  }
  if (!isRecord(file)) throw new NotebookError("This is no Jupyter file: it holds no object.");
  return file;
}

function readCell(cell: unknown, number: number, language: string): (Read & { isForeign: boolean })[] {
  if (!isRecord(cell)) throw new NotebookError(`Cell ${number} is no cell.`);
  const { cell_type: type, source: lines, id } = cell;
  if (type !== "markdown" && type !== "code" && type !== "raw") {
    throw new NotebookError(`Cell ${number} is of an unknown type; Jupyter has markdown, code and raw cells.`);
  }
  const source = typeof lines === "string" ? lines : joined(lines);
  if (source === null) throw new NotebookError(`Cell ${number} has no source.`);
  const kept = keptBy(cell);
  const text = type === "markdown" ? source : fenced(source, type === "code" ? language : "");
  if (!kept) {
    if (type !== "markdown" && source.trim() === "") return [];
    return [{ cell: { kind: "text", source: text, id }, place: null, isForeign: type !== "markdown" }];
  }
  const place = kept.prelude === true ? null : kept.place;
  if (place !== null && (typeof place !== "number" || !Number.isInteger(place))) {
    throw new NotebookError(`Cell ${number} has lost its place in the notebook.`);
  }
  const properties = { id: kept.id, folded: kept.folded, hideCode: kept.hideCode, value: kept.value } as Partial<Cell>;
  const isForeign = type !== "markdown";
  const hadFormula = kept.source !== undefined || kept.fingerprint !== undefined;
  // A text of ours, which Jupyter may have made code of.
  if (!hadFormula && kept.prelude !== true) {
    return [{ cell: { ...properties, kind: "text", source: text }, place, isForeign }];
  }
  const edited: (Read & { isForeign: boolean })[] =
    isForeign && kept.fingerprint === fingerprintOf(source)
      ? []
      : [{ cell: { kind: "text", source: text }, place: null, isForeign }];
  if (place === null) return edited;
  if (typeof kept.source !== "string")
    throw new NotebookError(`Cell ${number} has lost the formula that it was made of.`);
  return [{ cell: { ...properties, kind: "code", source: kept.source }, place, isForeign: false }, ...edited];
}

function joined(lines: unknown): string | null {
  return Array.isArray(lines) && lines.every((line) => typeof line === "string") ? lines.join("") : null;
}

function keptBy(cell: Found): Found | null {
  const own = isRecord(cell.metadata) ? cell.metadata[ownKey] : null;
  return isRecord(own) ? own : null;
}

const isOwn = (cell: Found): boolean => keptBy(cell) !== null;

function hasExtras({ outputs, attachments }: Found): boolean {
  return (
    (Array.isArray(outputs) && outputs.length > 0) || (isRecord(attachments) && Object.keys(attachments).length > 0)
  );
}

/** Our cells in their own order again. */
function inPlace(read: readonly Read[]): Read["cell"][] {
  const groups: { place: number; cells: Read["cell"][] }[] = [{ place: -Infinity, cells: [] }];
  for (const { cell, place } of read) {
    if (place === null) groups.at(-1).cells.push(cell);
    else groups.push({ place, cells: [cell] });
  }
  return groups.sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0)).flatMap(({ cells }) => cells);
}

/** Jupyter copies a cell with its metadata, so an id may come twice; the first keeps it. */
function withIds(cells: readonly Read["cell"][]): Cell[] {
  const taken = new Set<string>();
  const named = cells.map((cell) => {
    const { id } = cell;
    if (typeof id !== "string" || !/^[A-Za-z0-9_-]{1,60}$/.test(id) || taken.has(id)) return { ...cell, id: null };
    taken.add(id);
    return { ...cell, id };
  });
  let number = 0;
  const fresh = (): string => {
    do number++;
    while (taken.has(`cell-${number}`));
    return `cell-${number}`;
  };
  return named.map((cell) => ({ ...cell, id: cell.id ?? fresh() }));
}

function fenced(source: string, language: string): string {
  let ticks = "```";
  while (source.includes(ticks)) ticks += "`";
  return `${ticks}${language}\n${source.replace(/\n$/, "")}\n${ticks}`;
}

function languageOf({ kernelspec, language_info: info }: Found): string {
  const named = (isRecord(kernelspec) && kernelspec.language) || (isRecord(info) && info.name) || "python";
  return typeof named === "string" && /^[A-Za-z0-9+#-]{1,20}$/.test(named) ? named : "";
}

function noteOf(foreign: number, left: number): string | null {
  const code = `${foreign === 1 ? "One code cell" : `${foreign} code cells`} of the Jupyter file could not be turned into formulas and ${foreign === 1 ? "stands" : "stand"} below as text.`;
  const extras = `Outputs and attached images of ${left === 1 ? "one cell" : `${left} cells`} were left out.`;
  const sentences = [...(foreign > 0 ? [code] : []), ...(left > 0 ? [extras] : [])];
  return sentences.length > 0 ? sentences.join(" ") : null;
}

function isRecord(value: unknown): value is Found {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
