import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import { stringValue, tokens } from "./tokens.js";
import type { Syntax, Token } from "./tokens.js";
import type { BinaryOperator, Expression, NamedArgument, Program, Statement } from "./tree.js";

/** Deepest nesting of an expression, and most statements in a cell. */
export const maxDepth = 60;
export const maxStatements = 60;

const keywords: Readonly<Record<string, string>> = {
  mod: "there is no remainder",
  to: "there are no units",
  in: "there are no units",
  for: "a chain is run by iterate(f, start, steps)",
  while: "a chain is run by iterate(f, start, steps)",
  if: "where(condition, a, b) chooses element by element",
  else: "where(condition, a, b) chooses element by element",
  return: "a cell's value is that of its last line",
  def: "a function is written f(x) = …",
  lambda: "a function is written f(x) = …",
  function: "a function is written f(x) = …"
};

/** Names that are operators. */
const wordOperators = new Set(["and", "or", "xor", "not"]);

const comparisons = new Set(["<", "<=", ">", ">=", "==", "!="]);

/**
 * Reads the text of a cell. The grammar is a part of that of mathjs, and everything read here means the same
 * there (a test holds the two side by side), with each part's place kept for messages.
 * @throws LanguageError with the place of the mistake
 */
export function parse(source: string, syntax: Syntax = "formula"): Program {
  const all = tokens(source, syntax);
  let index = 0;
  let depth = 0;
  let brackets = 0;
  /** how many indices are open, and how many brackets were when the innermost one opened */
  let indices = 0;
  let indexLevel = 0;

  const peek = (): Token => {
    // Inside brackets a line may be broken anywhere.
    if (brackets > 0) while (all[index].kind === "newline") index++;
    return all[index];
  };
  const next = (): Token => {
    const token = peek();
    if (token.kind !== "end") index++;
    return token;
  };
  const isWord = (text: string): boolean => peek().kind === "name" && peek().text === text;
  const isSymbol = (text: string): boolean => peek().kind === "symbol" && peek().text === text;
  const skipNewlines = (): void => {
    while (all[index].kind === "newline") index++;
  };
  const expect = (text: string, after: string): Token => {
    if (!isSymbol(text)) throw unexpected(`${text} is missing ${after}`);
    return next();
  };
  const unexpected = (what: string): LanguageError => {
    const token = peek();
    if (token.kind === "end")
      return new LanguageError("syntax", `The formula stops too early: ${what}.`, endOf(source));
    const shown = token.kind === "newline" ? "the end of the line" : `"${token.text}"`;
    return new LanguageError("syntax", `${shown} was not expected here: ${what}.`, token);
  };
  const deeper = <T>(read: () => T): T => {
    if (++depth > maxDepth) {
      throw new LanguageError("too deep", `An expression nests at most ${maxDepth} levels deep.`, peek());
    }
    const result = read();
    depth--;
    return result;
  };

  const binary = (read: () => Expression, operators: readonly BinaryOperator[]): Expression => {
    let left = read();
    while (["symbol", "name"].includes(peek().kind) && (operators as readonly string[]).includes(peek().text)) {
      const operator = next().text as BinaryOperator;
      skipNewlines();
      const right = read();
      left = { kind: "binary", operator, left, right, start: left.start, end: right.end };
      // A long chain makes a tall tree: it counts against the depth, which the evaluator relies on.
      if (heightOf(left) > maxChain) {
        throw new LanguageError("too deep", `A formula chains at most ${maxChain} operations.`, left);
      }
    }
    return left;
  };

  const expression = (): Expression => deeper(or);
  const or = (): Expression => binary(xor, ["or"]);
  const xor = (): Expression => binary(and, ["xor"]);
  const and = (): Expression => binary(comparison, ["and"]);
  const comparison = (): Expression => {
    const left = range();
    if (peek().kind !== "symbol" || !comparisons.has(peek().text)) return left;
    const operator = next().text as BinaryOperator;
    skipNewlines();
    const right = range();
    if (peek().kind === "symbol" && comparisons.has(peek().text)) {
      throw unexpected("one comparison at a time");
    }
    return { kind: "binary", operator, left, right, start: left.start, end: right.end };
  };
  const range = (): Expression => {
    const from = sum();
    if (!isSymbol(":")) return from;
    next();
    const second = endsIndex() ? lastOf(peek()) : sum();
    if (!isSymbol(":")) return { kind: "range", from, step: null, to: second, start: from.start, end: second.end };
    next();
    const to = endsIndex() ? lastOf(peek()) : sum();
    if (isSymbol(":")) throw unexpected("a range is from:to or from:step:to");
    return { kind: "range", from, step: second, to, start: from.start, end: to.end };
  };
  /** As in mathjs, an index such as x[2:] goes to the end. */
  const endsIndex = (): boolean => indices > 0 && brackets === indexLevel && (isSymbol(",") || isSymbol("]"));
  const lastOf = ({ start }: Span): Expression => ({ kind: "end", start, end: start });
  const sum = (): Expression => binary(product, ["+", "-"]);
  const product = (): Expression => binary(prefix, ["*", ".*", "/", "./"]);

  const prefix = (): Expression => {
    if (isSymbol("-") || isSymbol("+") || isWord("not")) {
      return deeper(() => {
        const sign = next();
        skipNewlines();
        const operand = prefix();
        const operator = sign.text as "-" | "+" | "not";
        return { kind: "prefix", operator, operand, start: sign.start, end: operand.end };
      });
    }
    return power();
  };

  const power = (): Expression => {
    const left = postfix();
    if (!isSymbol("^") && !isSymbol(".^")) return left;
    return deeper(() => {
      const operator = next().text as "^" | ".^";
      skipNewlines();
      const right = prefix();
      return { kind: "binary", operator, left, right, start: left.start, end: right.end };
    });
  };

  const postfix = (): Expression => {
    let node = accessors(primary());
    let marks = 0;
    while (isSymbol("'")) {
      if (++marks > 4) throw unexpected("a matrix transposed this often is the matrix again");
      const mark = next();
      node = { kind: "transpose", operand: node, start: node.start, end: mark.end };
    }
    const token = peek();
    const isValue = token.kind === "name" || token.kind === "number" || token.kind === "string";
    if ((isValue && !wordOperators.has(token.text)) || isSymbol("(")) {
      if (token.kind === "name" && Object.hasOwn(keywords, token.text)) throw keyword(token);
      throw unexpected("a product is written with * (of matrices) or .* (element by element)");
    }
    if (isSymbol("[") || isSymbol(".")) throw unexpected("put the transposed matrix in parentheses first");
    return node;
  };

  /** Indices and properties: x[1, :], run.loss. */
  const accessors = (object: Expression): Expression => {
    let node = object;
    for (let count = 0; isSymbol("[") || isSymbol("."); count++) {
      if (count === maxAccessors) throw new LanguageError("too deep", "Too many indices follow each other.", peek());
      if (node.kind === "number") throw unexpected("a number has no elements and no properties");
      if (isSymbol(".")) {
        next();
        const name = next();
        node = { kind: "member", object: node, name: name.text, property: name, start: node.start, end: name.end };
      } else {
        const inner = node;
        node = deeper(() => indexed(inner));
      }
    }
    return node;
  };

  const indexed = (object: Expression): Expression => {
    const outside = indexLevel;
    indices++;
    indexLevel = brackets + 1;
    const { items, end } = list("[", "]", "of the index", indexItem);
    indices--;
    indexLevel = outside;
    if (items.length === 0) throw unexpected("an index holds at least one number or :");
    return { kind: "index", object, indices: items, start: object.start, end };
  };

  const indexItem = (): Expression => {
    const token = peek();
    if (!isSymbol(":")) return expression();
    next();
    if (endsIndex()) return { kind: "all", start: token.start, end: token.end };
    const to = sum();
    const from: Expression = { kind: "number", value: 1, start: token.start, end: token.start };
    return { kind: "range", from, step: null, to, start: token.start, end: to.end };
  };

  const keyword = (token: Token): LanguageError =>
    new LanguageError(
      "not in the language",
      `"${token.text}" is not in this language: ${keywords[token.text]}.`,
      token
    );

  const primary = (): Expression => {
    const token = peek();
    if (token.kind === "number") {
      next();
      return { kind: "number", value: Number(token.text), start: token.start, end: token.end };
    }
    if (token.kind === "string") {
      next();
      return { kind: "string", value: stringValue(token.text), start: token.start, end: token.end };
    }
    if (token.kind === "name") {
      if (Object.hasOwn(keywords, token.text)) throw keyword(token);
      if (wordOperators.has(token.text)) throw unexpected("a value is missing");
      next();
      if (token.text === "end") {
        if (indices > 0) return { kind: "end", start: token.start, end: token.end };
        throw new LanguageError("syntax", "end is the last place along an axis: it can only stand in an index.", token);
      }
      if (!isSymbol("(")) return { kind: "name", name: token.text, start: token.start, end: token.end };
      return deeper(() => {
        const named: NamedArgument[] = [];
        const { items, end } = list("(", ")", `of ${token.text}(`, () => argument(named));
        const args = items.filter((i) => i !== null);
        const call = { kind: "call", name: token.text, callee: token, args, start: token.start, end } as const;
        return named.length > 0 ? { ...call, named } : call;
      });
    }
    if (isSymbol("(")) {
      return deeper(() => {
        next();
        brackets++;
        const inner = expression();
        peek();
        expect(")", "to close the parenthesis");
        brackets--;
        return inner;
      });
    }
    if (isSymbol("[")) return deeper(array);
    if (isSymbol("'")) {
      throw new LanguageError(
        "not in the language",
        "There are no strings in single quotes; ' after a matrix transposes it.",
        token
      );
    }
    throw unexpected("a value is missing");
  };

  /** An argument by place, or null after adding one by name to `named`. */
  const argument = (named: NamedArgument[]): Expression | null => {
    const target = peek();
    const value = expression();
    if (!isSymbol("=")) {
      if (named.length === 0) return value;
      throw new LanguageError("syntax", "Arguments without a name come before those with one.", value);
    }
    if (syntax !== "notebook" || value.kind !== "name") {
      throw unexpected("an equation is no argument; comparison is ==");
    }
    if (named.some(({ name }) => name === value.name)) {
      throw new LanguageError("syntax", `${value.name} is given twice.`, value);
    }
    next();
    named.push({ name: value.name, target, value: expression() });
    return null;
  };

  const list = <T>(open: string, close: string, where: string, item: () => T): { items: T[]; end: number } => {
    const opening = next();
    brackets++;
    const items: T[] = [];
    if (!isSymbol(close)) {
      items.push(item());
      while (isSymbol(",")) {
        next();
        items.push(item());
      }
    }
    if (!isSymbol(close)) {
      if (peek().kind === "end") throw new LanguageError("syntax", `The ${open} ${where} is never closed.`, opening);
      throw unexpected(`, or ${close} is missing ${where}`);
    }
    const end = all[index].end;
    brackets--;
    index++;
    return { items, end };
  };

  const array = (): Expression => {
    const opening = next();
    brackets++;
    const rows: Expression[][] = [[]];
    if (isSymbol("]")) throw unexpected("an array holds at least one number");
    for (;;) {
      rows.at(-1).push(expression());
      if (isSymbol(",")) next();
      else if (isSymbol(";")) {
        next();
        rows.push([]);
      } else break;
    }
    peek();
    const closing = expect("]", "to close the array");
    brackets--;
    const place = { start: opening.start, end: closing.end };
    return rows.length === 1 ? { kind: "vector", items: rows[0], ...place } : { kind: "rows", rows, ...place };
  };

  const statement = (): Statement => {
    const left = expression();
    if (!isSymbol("=")) return { kind: "value", value: left, start: left.start, end: left.end };
    const equals = next();
    skipNewlines();
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
  };

  const statements: Statement[] = [];
  for (;;) {
    while (peek().kind === "newline" || isSymbol(";")) next();
    if (peek().kind === "end") break;
    if (statements.length === maxStatements) {
      throw new LanguageError("too long", `A cell holds at most ${maxStatements} lines with formulas.`, peek());
    }
    statements.push(statement());
    if (isSymbol("=")) throw unexpected("one = a line; comparison is ==");
    if (peek().kind !== "newline" && !isSymbol(";") && peek().kind !== "end") {
      throw unexpected(peek().text === ")" ? "it closes nothing" : "the formula was complete before it");
    }
  }
  if (statements.length === 0) throw new LanguageError("empty", "There is no formula yet.", endOf(source));
  return { source, statements };
}

/** Most indices and properties in a row: x[1][2].a */
const maxAccessors = 8;

/** Most operators that may stand in one left-leaning chain such as a + b + c + …. */
const maxChain = 200;

function heightOf(node: Expression): number {
  let height = 0;
  for (let at: Expression = node; at.kind === "binary"; at = at.left) height++;
  return height;
}

function endOf(source: string): Span {
  const end = source.trimEnd().length;
  return { start: Math.max(0, end - 1), end: Math.max(end, 1) };
}
