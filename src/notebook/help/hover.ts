import { builtIns, constants, iterateDescription, iterateSignature } from "../../language/syntax/builtIns.js";
import type { Span } from "../../language/languageError.js";
import { signatureOf } from "../functions/hostFunction.js";
import { hostFunctions } from "../functions/hostFunctions.js";
import type { Runner } from "../scheduler/runner.js";
import { shapeOf, summaryOf } from "../values/describeValue.js";

/** What is known of a name under the pointer or the cursor. */
export interface Hover {
  readonly name: string;
  readonly span: Span;
  /** `sum(A, axis)`, for a function */
  readonly signature: string | null;
  readonly description: string | null;
  /** the value in one line, for a name of a cell */
  readonly summary: string | null;
  readonly shape: string | null;
  /** the cell that gives it */
  readonly definedIn: string | null;
  /** cells that use it, in the order of the page */
  readonly usedIn: readonly string[];
}

/** What stands at a place of a cell's text; null where no name does. */
export function hoverAt(runner: Runner, source: string, offset: number): Hover | null {
  const found = nameAt(source, offset);
  return found && hoverOf(runner, found.name, found.span);
}

export function nameAt(source: string, offset: number): { name: string; span: Span } | null {
  for (const match of source.matchAll(/"[^"\n]*"?|#[^\n]*|(?:\.\s*)?[A-Za-z_]\w*/g)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (start > offset) return null;
    if (offset <= end && /^[A-Za-z_]/.test(match[0])) return { name: match[0], span: { start, end } };
  }
  return null;
}

function hoverOf(runner: Runner, name: string, span: Span): Hover | null {
  const blank = {
    name,
    span,
    signature: null,
    description: null,
    summary: null,
    shape: null,
    definedIn: null,
    usedIn: []
  };
  const id = runner.graph.definedBy.get(name);
  if (id !== undefined) {
    const value = runner.state(id).names.get(name);
    const usedIn = runner.notebook.cells
      .map((cell) => cell.id)
      .filter((cell) => runner.graph.nodes.get(cell)?.uses.some((use) => use.name === name));
    const signature = value?.kind === "function" ? value.source : null;
    const known = { summary: value ? summaryOf(value) : null, shape: value ? shapeOf(value) : null };
    return { ...blank, ...known, signature, definedIn: id, usedIn };
  }
  const host = hostFunctions.get(name);
  if (host) return { ...blank, signature: signatureOf(host), description: host.description };
  const builtIn = builtIns.get(name);
  if (builtIn) return { ...blank, signature: builtIn.signature, description: builtIn.description };
  if (name === "iterate") return { ...blank, signature: iterateSignature, description: iterateDescription };
  const constant = constants.get(name);
  if (constant !== undefined) return { ...blank, summary: String(constant), shape: "()" };
  return null;
}
