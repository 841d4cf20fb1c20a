import { builtIns, constants } from "../../language/syntax/builtIns.js";
import { LanguageError } from "../../language/languageError.js";
import type { Span } from "../../language/languageError.js";
import { hole, nearest } from "../../language/syntax/names.js";
import { parse } from "../../language/syntax/parse.js";
import { tokens } from "../../language/syntax/tokens.js";
import { childrenOf } from "../../language/syntax/tree.js";
import type { Expression, Program } from "../../language/syntax/tree.js";
import { hostFunctions } from "../functions/hostFunctions.js";
import { cellError, cellErrorOf } from "../notebookError.js";
import type { CellError } from "../notebookError.js";
import type { NamePlace } from "./graph.js";

/** A code cell's text, as far as it can be understood without the other cells. */
export interface ReadCell {
  /** null where the text is empty or has a mistake */
  readonly program: Program | null;
  readonly defines: readonly NamePlace[];
  readonly uses: readonly NamePlace[];
  /** a mistake in the text itself */
  readonly fault: CellError | null;
  /** the same for texts that differ in blanks and comments only */
  readonly key: string;
}

const kept = new Map<string, ReadCell>();
const mostKept = 2000;

/** Reads a cell; what was read before is not read again. */
export function readCell(source: string): ReadCell {
  const known = kept.get(source);
  if (known) return known;
  const read = readAnew(source);
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
  kept.set(source, read);
  return read;
}

/** Names that mean something already, which no cell may give. */
export function isReserved(name: string): boolean {
  return builtIns.has(name) || constants.has(name) || hostFunctions.has(name) || words.has(name) || name === hole;
}

/** Besides the functions: the one that takes a function, and the two truths. */
const words: ReadonlySet<string> = new Set(["iterate", "true", "false"]);

function readAnew(source: string): ReadCell {
  try {
    const all = tokens(source, "notebook");
    const key = all.map(({ kind, text }) => (kind === "newline" ? "\n" : text)).join(" ");
    if (all.every(({ kind }) => kind === "newline" || kind === "end")) {
      return { program: null, defines: [], uses: [], fault: null, key: "" };
    }
    const program = parse(source, "notebook");
    return { program, ...namesOf(program), key };
  } catch (error) {
    return { program: null, defines: definesByLine(source), uses: [], fault: cellErrorOf(error), key: source };
  }
}

/** What a text with a mistake means to define, so that others are told of the mistake and not of a missing name. */
function definesByLine(source: string): NamePlace[] {
  const found: NamePlace[] = [];
  for (const match of source.slice(0, 4000).matchAll(/^[ \t]*([A-Za-z_]\w*)[ \t]*(?:\([\w ,]*\))?[ \t]*=(?!=)/gm)) {
    const start = match.index + match[0].indexOf(match[1]);
    const name = match[1];
    if (!isReserved(name) && !found.some((known) => known.name === name)) {
      found.push({ name, span: { start, end: start + name.length } });
    }
  }
  return found;
}

function namesOf(program: Program): Pick<ReadCell, "defines" | "uses" | "fault"> {
  const defines = new Map<string, Span>();
  const uses = new Map<string, Span>();
  const given = new Map<string, Span>();
  for (const statement of program.statements) {
    if (statement.kind !== "value" && !given.has(statement.name)) given.set(statement.name, statement.target);
  }
  let fault: CellError | null = null;
  const blame = (message: string, span: Span, kind: CellError["kind"] = "not in the language"): void => {
    fault ??= cellError(kind, message, span);
  };

  const use = (name: string, span: Span, local: ReadonlySet<string>): void => {
    if (local.has(name) || defines.has(name) || constants.has(name) || name === "true" || name === "false") return;
    if (name === hole) return blame(`Put a formula in the place of ${hole}.`, span, "empty");
    if (builtIns.has(name) || hostFunctions.has(name) || name === "iterate") {
      return blame(`${name} is a function: give it arguments, ${name}(…).`, span, "unknown name");
    }
    if (given.has(name)) {
      return blame(`${name} gets its value further down in this cell; a line can use what stands above it.`, span);
    }
    if (!uses.has(name)) uses.set(name, span);
  };

  const visit = (node: Expression, local: ReadonlySet<string>, inFunction: string | null): void => {
    if (node.kind === "name") return use(node.name, node, local);
    if (node.kind === "call") {
      const host = hostFunctions.get(node.name);
      if (host && inFunction !== null) {
        return blame(
          `${node.name} can't stand in a function: give its result a name in a line of its own, and use that name in ${inFunction}.`,
          node.callee
        );
      }
      if (!host && node.named && !(node.named.length === 1 && node.named[0].name === "seed" && isRandom(node.name))) {
        return blame(`${node.name} takes no arguments by name.`, node.named[0].target, "arguments");
      }
      if (!host && !builtIns.has(node.name) && node.name !== "iterate") use(node.name, node.callee, local);
    }
    if ((node.kind === "string" || node.kind === "member") && inFunction !== null && node.kind === "string") {
      return blame("A function computes with numbers and arrays only.", node);
    }
    for (const child of childrenOf(node)) visit(child, local, inFunction);
  };

  for (const statement of program.statements) {
    const parameters = statement.kind === "define" ? statement.parameters : [];
    for (const name of [...(statement.kind === "value" ? [] : [statement.name]), ...parameters]) {
      if (isReserved(name)) {
        blame(
          `${name} has a meaning already; choose another name.`,
          statement.kind === "value" ? statement : statement.target
        );
      }
    }
    visit(statement.value, new Set(parameters), statement.kind === "define" ? statement.name : null);
    if (statement.kind !== "value" && !defines.has(statement.name)) defines.set(statement.name, statement.target);
  }
  return { defines: placesOf(defines), uses: placesOf(uses), fault };
}

function isRandom(name: string): boolean {
  return builtIns.get(name)?.random === true;
}

function placesOf(names: ReadonlyMap<string, Span>): NamePlace[] {
  return Array.from(names, ([name, { start, end }]) => ({ name, span: { start, end } }));
}

/** How a message asks about a name that nothing gives. */
export function missingName(place: NamePlace, known: readonly string[]): CellError {
  const near = nearest(place.name, [...known, ...builtIns.keys(), ...hostFunctions.keys()]);
  const question = near === null ? "Give it a value in another cell, or in a line above." : `Did you mean ${near}?`;
  return cellErrorOf(new LanguageError("unknown name", `There is no ${place.name} here. ${question}`, place.span));
}
