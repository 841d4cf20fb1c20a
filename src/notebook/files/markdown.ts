import { checkNotebook } from "../document/checkNotebook.js";
import { limits, notebookFormat } from "../document/notebook.js";
import type { Cell, Notebook } from "../document/notebook.js";
import { NotebookError } from "../notebookError.js";

/*
 * A notebook as Markdown: front matter with its name, text cells as they are, code cells as blocks fenced with
 * ```formula, which Framework and any other reader of Markdown show as code. A comment starts each text cell. It comes
 * back exactly as it went.
 */

const marker = /^<!-- cell(?: ([^\n]*?))? -->$/;
const fence = /^(`{3,})formula(?: ([^\n]*))?$/;
/** a line of a text cell that would be taken for one of these */
const lookalike = /^\\*(?:<!-- cell|`{3,}formula)/;

export function toMarkdown(notebook: Notebook): string {
  const head = `---\ntitle: ${JSON.stringify(notebook.name)}\n---\n`;
  return [head, ...notebook.cells.map(blockOf)].join("\n");
}

function blockOf(cell: Cell): string {
  const attributes = attributesOf(cell);
  if (cell.kind === "text") {
    const lines = cell.source.split("\n").map((line) => (lookalike.test(line) ? `\\${line}` : line));
    return `<!-- cell ${attributes} -->\n${lines.join("\n")}\n`;
  }
  let ticks = "```";
  while (cell.source.includes(ticks)) ticks += "`";
  return `${ticks}formula ${attributes}\n${cell.source}\n${ticks}\n`;
}

function attributesOf({ id, folded, hideCode, value }: Cell): string {
  return [
    `id=${id}`,
    folded ? "folded" : "",
    hideCode ? "hide" : "",
    // A comment must not end in a value.
    value === undefined ? "" : `value=${encodeURIComponent(JSON.stringify(value)).replaceAll("-", "%2D")}`
  ]
    .filter((each) => each !== "")
    .join(" ");
}

/**
 * A notebook out of Markdown; what is neither fenced nor marked is text.
 * @param name what it is called where the file doesn't say
 * @throws NotebookError that names the line
 */
export function fromMarkdown(text: string, name = "Notebook"): Notebook {
  if (text.length > limits.file * 2) throw new NotebookError("This file is too long for a notebook.");
  const plain = text.replace(/^\uFEFF/, "");
  const lines = (/^[^\n]*\r\n/.test(plain) ? plain.replaceAll("\r\n", "\n") : plain).split("\n");
  const cells: Cell[] = [];
  const { title, after } = frontMatter(lines);
  let at = after;
  const fresh = (): string => `cell-${cells.length + 1}`;

  while (at < lines.length) {
    const opening = fence.exec(lines[at]);
    if (opening) {
      const close = lines.indexOf(opening[1], at + 1);
      if (close < 0) throw new NotebookError(`The fence of line ${at + 1} is never closed.`);
      const source = lines.slice(at + 1, close).join("\n");
      cells.push({ id: fresh(), kind: "code", source, ...readAttributes(opening[2] ?? "", at + 1) });
      at = close + 1;
      // The blank line behind a block is not a cell.
      if (lines[at] === "") at++;
      continue;
    }
    const mark = marker.exec(lines[at]);
    const attributes = mark ? readAttributes(mark[1] ?? "", at + 1) : null;
    if (mark) at++;
    const start = at;
    while (at < lines.length && !fence.test(lines[at]) && !marker.test(lines[at])) at++;
    const source = lines
      .slice(start, at)
      .map((line) => (lookalike.test(line) && line.startsWith("\\") ? line.slice(1) : line))
      .join("\n");
    const body = source.endsWith("\n") ? source.slice(0, -1) : source;
    if (attributes) cells.push({ id: fresh(), kind: "text", source: body, ...attributes });
    else if (body.trim() !== "") cells.push({ id: fresh(), kind: "text", source: body });
  }
  return checkNotebook({ format: notebookFormat, version: 1, name: title ?? name, cells });
}

function frontMatter(lines: readonly string[]): { title: string | null; after: number } {
  if (lines[0] !== "---") return { title: null, after: 0 };
  const end = lines.indexOf("---", 1);
  if (end < 0 || end > 50) return { title: null, after: 0 };
  const line = lines.slice(1, end).find((each) => each.startsWith("title:"));
  const after = lines[end + 1] === "" ? end + 2 : end + 1;
  return { title: line === undefined ? null : titleOf(line.slice("title:".length).trim()), after };
}

function titleOf(text: string): string | null {
  let title = text;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "string") title = parsed;
  } catch {
    title = text.replace(/^'(.*)'$/, "$1");
  }
  return title.trim() === "" ? null : title;
}

function readAttributes(text: string, line: number): Partial<Omit<Cell, "kind" | "source">> {
  const wrong = (what: string): NotebookError => new NotebookError(`Line ${line} ${what}.`);
  const found: { id?: string; folded?: boolean; hideCode?: boolean; value?: never } = {};
  for (const word of text.split(" ").filter((each) => each !== "")) {
    const [key, rest] = word.includes("=")
      ? [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]
      : [word, ""];
    if (key === "id") found.id = rest;
    else if (key === "folded") found.folded = true;
    else if (key === "hide") found.hideCode = true;
    else if (key === "value") {
      try {
        found.value = JSON.parse(decodeURIComponent(rest)) as never;
      } catch {
        throw wrong("has a value that can't be read");
      }
    } else throw wrong(`has ${key.slice(0, 30)}, which is no property of a cell`);
  }
  return found;
}
