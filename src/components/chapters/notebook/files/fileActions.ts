import type { Notebook } from "../../../../notebook/document/notebook.js";
import { limits } from "../../../../notebook/document/notebook.js";
import { toHtml } from "../../../../notebook/files/html.js";
import { fromJupyter } from "../../../../notebook/files/fromJupyter.js";
import { toJupyter } from "../../../../notebook/files/jupyter.js";
import { fromMarkdown, toMarkdown } from "../../../../notebook/files/markdown.js";
import type { Runner } from "../../../../notebook/scheduler/runner.js";
import type { Value } from "../../../../notebook/values/value.js";
import { downloadText } from "../../../dom/download.js";
import { element } from "../../../dom/element.js";
import { heldOutData, ringData } from "../../../sources/ringData.js";
import { fileNameOf } from "../notebookView.js";
import { renderedCells } from "./renderedCells.js";

export function saveMarkdown(notebook: Notebook): void {
  downloadText(`${fileNameOf(notebook.name)}.md`, toMarkdown(notebook), "text/markdown");
}

/** In PyTorch; what each name stands for now says how it is to be read. */
export async function saveJupyter(notebook: Notebook, runner: Runner): Promise<void> {
  const [ring, heldOut] = await Promise.all([ringData(), heldOutData()]);
  const valueOf = (name: string): Value | null => {
    const cell = runner.graph.definedBy.get(name);
    return cell === undefined ? null : (runner.state(cell).names.get(name) ?? null);
  };
  const text = toJupyter(notebook, { valueOf, ring, heldOut });
  downloadText(`${fileNameOf(notebook.name)}.ipynb`, text, "application/x-ipynb+json");
}

/** One file with the results as they stand on the page. */
export function saveHtml(notebook: Notebook, list: HTMLElement): void {
  downloadText(`${fileNameOf(notebook.name)}.html`, toHtml(notebook, renderedCells(notebook, list)), "text/html");
}

/** Asks for a file. @returns the notebook in it @throws NotebookError that says what is wrong with it, and where */
export async function chooseNotebook(): Promise<Notebook | null> {
  const file = await chooseFile(".md,.ipynb,.html,.txt");
  if (!file) return null;
  if (file.size > limits.file)
    throw new Error(`${file.name} has ${file.size} bytes; at most ${limits.file} are taken.`);
  return notebookOfFile(file.name, await file.text());
}

/** A notebook out of a file's text; its ending, or what it starts with, says which kind it is. */
function notebookOfFile(fileName: string, text: string): Notebook {
  const name = fileName.replace(/\.\w+$/, "");
  if (/\.html?$/i.test(fileName) || /^\s*<!doctype/i.test(text))
    return fromMarkdown(markdownInHtml(text, fileName), name);
  if (/\.ipynb$/i.test(fileName) || /^\s*\{\s*"(?:cells|metadata|nbformat)"/.test(text)) return fromJupyter(text, name);
  return fromMarkdown(text, name);
}

/** The notebook that an HTML file carries. It is read without being shown. */
function markdownInHtml(html: string, fileName: string): string {
  const template = new DOMParser().parseFromString(html, "text/html").querySelector<HTMLTemplateElement>("#notebook");
  const text = template?.content.textContent;
  if (!text) throw new Error(`${fileName} carries no notebook: it is not a page that was saved here.`);
  return text;
}

function chooseFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = element("input", { type: "file", accept });
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}
