import { LanguageError } from "../languageError.js";
import { expressionReader } from "./operators.js";
import { endOf, TokenReader } from "./tokenReader.js";
import type { Syntax } from "./tokens.js";
import type { Expression, Program, Statement } from "./tree.js";

export { maxDepth } from "./tokenReader.js";

/** Most statements in a cell. */
const maxStatements = 60;

/**
 * Reads the text of a cell. The grammar is a part of that of mathjs, and everything read here means the same
 * there (a test holds the two side by side), with each part's place kept for messages.
 * @throws LanguageError with the place of the mistake
 */
export function parse(source: string, syntax: Syntax = "formula"): Program {
  const text = new TokenReader(source, syntax);
  const expression = expressionReader(text, syntax);
  const statements: Statement[] = [];
  for (;;) {
    while (text.peek().kind === "newline" || text.isSymbol(";")) text.next();
    if (text.peek().kind === "end") break;
    if (statements.length === maxStatements) {
      throw new LanguageError("too long", `A cell holds at most ${maxStatements} lines with formulas.`, text.peek());
    }
    statements.push(statementOf(text, expression));
    if (text.isSymbol("=")) throw text.unexpected("one = a line; comparison is ==");
    if (text.peek().kind !== "newline" && !text.isSymbol(";") && text.peek().kind !== "end") {
      throw text.unexpected(text.peek().text === ")" ? "it closes nothing" : "the formula was complete before it");
    }
  }
  if (statements.length === 0) throw new LanguageError("empty", "There is no formula yet.", endOf(source));
  return { source, statements };
}

/** A value, an assignment or a definition. */
function statementOf(text: TokenReader, expression: () => Expression): Statement {
  const left = expression();
  if (!text.isSymbol("=")) return { kind: "value", value: left, start: left.start, end: left.end };
  const equals = text.next();
  text.skipNewlines();
  const value = expression();
  const place = { start: left.start, end: value.end };
  if (left.kind === "name") return { kind: "assign", name: left.name, target: left, value, ...place };
  if (left.kind === "call") {
    if (left.named) {
      throw new LanguageError("syntax", "The parameters of a function have no defaults.", left.named[0].target);
    }
    const parameters = left.args.map((a) => {
      if (a.kind !== "name") throw new LanguageError("syntax", "The parameters of a function are names.", a);
      return a.name;
    });
    if (new Set(parameters).size < parameters.length) {
      throw new LanguageError("syntax", `The parameters of ${left.name} have to differ.`, left);
    }
    return { kind: "define", name: left.name, target: left.callee, parameters, value, ...place };
  }
  if (left.kind === "index") {
    throw new LanguageError("not in the language", "An element can't be changed: make a new array.", equals);
  }
  throw new LanguageError("syntax", "Only a name or f(x) can stand left of =; comparison is ==.", equals);
}
