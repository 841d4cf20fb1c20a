/**
 * A page's code as one TypeScript module, so that the compiler sees what Framework will run: the fenced blocks and the
 * `${…}` of the text. Each cell becomes an async function; a name that it declares is declared outside as other cells
 * see it.
 */
import { dirname, join } from "node:path";
import ts from "typescript";

/** A piece of code in a page. */
export interface Cell {
  readonly code: string;
  /** the line of the page, counted from 1, on which the code begins */
  readonly line: number;
  readonly kind: "block" | "inline";
}

/** A module made of a page; line `i` of its text came from line `lines[i]` of the page. */
export interface PageModule {
  readonly text: string;
  readonly lines: readonly number[];
}

const globals = [
  ...["Generators", "Mutable", "FileAttachment", "dark", "display", "html", "invalidation", "now", "view"],
  ...["visibility", "width"]
];

/** The blocks and inline expressions of a page that run, in their order. */
export function pageCells(markdown: string): Cell[] {
  const lines = markdown.split("\n");
  const cells: Cell[] = [];
  let text = "";
  for (let i = 0; i < lines.length; i += 1) {
    const fence = /^(`{3,}|~{3,})\s*(\S*)(.*)$/.exec(lines[i]);
    if (!fence) {
      text += `${lines[i]}\n`;
      continue;
    }
    const end = lines.findIndex((line, at) => at > i && line.startsWith(fence[1]));
    const last = end < 0 ? lines.length : end;
    if (/^(js|ts)$/.test(fence[2]) && !/run\s*=\s*"?false/.test(fence[3]))
      cells.push({ code: lines.slice(i + 1, last).join("\n"), line: i + 2, kind: "block" });
    // The text keeps its lines, so that what is found in it has a place in the page.
    text += "\n".repeat(last - i + 1);
    i = last;
  }
  return [...cells, ...inlineCells(text)].sort((a, b) => a.line - b.line);
}

/** The `${…}` of a text without its blocks; those between backquotes are code to be read. */
function inlineCells(text: string): Cell[] {
  const cells: Cell[] = [];
  const readable = text.replace(/`[^`\n]*`/g, (code) => " ".repeat(code.length));
  for (let at = readable.indexOf("${"); at >= 0; at = readable.indexOf("${", at + 2)) {
    let depth = 1;
    let end = at + 2;
    for (; end < readable.length && depth > 0; end += 1) depth += { "{": 1, "}": -1 }[readable[end]] ?? 0;
    const line = readable.slice(0, at).split("\n").length;
    cells.push({ code: readable.slice(at + 2, end - 1), line, kind: "inline" });
  }
  return cells;
}

/** @param path the page's path below the root; its imports stay relative to it */
export function pageModule(markdown: string, path: string, root: string): PageModule {
  const text: string[] = [];
  const lines: number[] = [];
  const add = (code: string, line: number, step: 0 | 1 = 0) => {
    for (const [i, each] of code.split("\n").entries()) {
      text.push(each);
      lines.push(line + step * i);
    }
  };
  const up = join(root, dirname(path)) === join(root) ? "./" : "../".repeat(path.split(/[\\/]/).length - 1);
  add(`import type { Seen } from "${up}site/cellGlobals.js";`, 1);
  const cells = pageCells(markdown);
  const used = globals.filter((name) => cells.some(({ code }) => new RegExp(`\\b${name}\\b`).test(code)));
  if (used.length) add(`import { ${used.join(", ")} } from "${up}site/cellGlobals.js";`, 1);
  for (const [index, cell] of cells.entries()) {
    if (cell.kind === "inline") {
      add(`export const inline${index} = async () => [\n${cell.code}\n];`, cell.line);
      continue;
    }
    const { imports, body, names } = split(cell.code);
    add(imports, cell.line, 1);
    add(`export async function cell${index}() {`, cell.line);
    add(body, cell.line, 1);
    add(`return { ${names.join(", ")} };\n}`, cell.line + body.split("\n").length - 1);
    for (const name of names)
      add(`declare const ${name}: Seen<Awaited<ReturnType<typeof cell${index}>>["${name}"]>;`, cell.line);
  }
  add("export type { Seen };", 1);
  return { text: text.join("\n"), lines };
}

/** A cell's imports and the rest, each with blank lines in the place of the other, and the names it declares. */
function split(code: string): { imports: string; body: string; names: string[] } {
  const source = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022);
  let imports = code.replace(/[^\n]/g, " ");
  let body = code;
  const names: string[] = [];
  const blank = (text: string, from: number, to: number, by: string) => text.slice(0, from) + by + text.slice(to);
  for (const statement of source.statements) {
    const [from, to] = [statement.getStart(source), statement.end];
    if (ts.isImportDeclaration(statement)) {
      imports = blank(imports, from, to, code.slice(from, to));
      body = blank(body, from, to, code.slice(from, to).replace(/[^\n]/g, " "));
    } else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) names.push(...boundNames(name));
    } else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      names.push(statement.name.text);
    }
  }
  return { imports, body, names };
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}
