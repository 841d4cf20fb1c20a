import { LanguageError } from "../languageError.js";
import { stringValue } from "./tokens.js";
import type { Syntax } from "./tokens.js";
import type { TokenReader } from "./tokenReader.js";
import type { Expression, NamedArgument } from "./tree.js";
import { keywordError, isKeyword, wordOperators } from "./words.js";

/** Reads what operators join: numbers, names, calls, brackets, with their indices, parts and transposes. */
export function operandReader(
  text: TokenReader,
  syntax: Syntax,
  /** what reads an expression within brackets, and the end of a range */
  operators: { expression(): Expression; sum(): Expression }
): () => Expression {
  const postfix = (): Expression => {
    let node = accessors(primary());
    let marks = 0;
    while (text.isSymbol("'")) {
      if (++marks > 4) throw text.unexpected("a matrix transposed this often is the matrix again");
      const mark = text.next();
      node = { kind: "transpose", operand: node, start: node.start, end: mark.end };
    }
    const token = text.peek();
    const isValue = token.kind === "name" || token.kind === "number" || token.kind === "string";
    if ((isValue && !wordOperators.has(token.text)) || text.isSymbol("(")) {
      if (token.kind === "name" && isKeyword(token)) throw keywordError(token);
      throw text.unexpected("a product is written with * (of matrices) or .* (element by element)");
    }
    if (text.isSymbol("[") || text.isSymbol("."))
      throw text.unexpected("put the transposed matrix in parentheses first");
    return node;
  };

  /** Indices and properties: x[1, :], run.loss. */
  const accessors = (object: Expression): Expression => {
    let node = object;
    for (let count = 0; text.isSymbol("[") || text.isSymbol("."); count++) {
      if (count === maxAccessors)
        throw new LanguageError("too deep", "Too many indices follow each other.", text.peek());
      if (node.kind === "number") throw text.unexpected("a number has no elements and no properties");
      if (text.isSymbol(".")) {
        text.next();
        const name = text.next();
        node = { kind: "member", object: node, name: name.text, property: name, start: node.start, end: name.end };
      } else {
        const inner = node;
        node = text.deeper(() => indexed(inner));
      }
    }
    return node;
  };

  const indexed = (object: Expression): Expression => {
    const { items, end } = text.inIndex(() => text.list("[", "]", "of the index", indexItem));
    if (items.length === 0) throw text.unexpected("an index holds at least one number or :");
    return { kind: "index", object, indices: items, start: object.start, end };
  };

  const indexItem = (): Expression => {
    const token = text.peek();
    if (!text.isSymbol(":")) return operators.expression();
    text.next();
    if (text.endsIndexItem()) return { kind: "all", start: token.start, end: token.end };
    const to = operators.sum();
    const from: Expression = { kind: "number", value: 1, start: token.start, end: token.start };
    return { kind: "range", from, step: null, to, start: token.start, end: to.end };
  };

  const primary = (): Expression => {
    const token = text.peek();
    if (token.kind === "number") {
      text.next();
      return { kind: "number", value: Number(token.text), start: token.start, end: token.end };
    }
    if (token.kind === "string") {
      text.next();
      return { kind: "string", value: stringValue(token.text), start: token.start, end: token.end };
    }
    if (token.kind === "name") {
      if (isKeyword(token)) throw keywordError(token);
      if (wordOperators.has(token.text)) throw text.unexpected("a value is missing");
      text.next();
      if (token.text === "end") {
        if (text.isInIndex) return { kind: "end", start: token.start, end: token.end };
        throw new LanguageError("syntax", "end is the last place along an axis: it can only stand in an index.", token);
      }
      if (!text.isSymbol("(")) return { kind: "name", name: token.text, start: token.start, end: token.end };
      return text.deeper(() => {
        const named: NamedArgument[] = [];
        const { items, end } = text.list("(", ")", `of ${token.text}(`, () => argument(named));
        const args = items.filter((i) => i !== null);
        const call = { kind: "call", name: token.text, callee: token, args, start: token.start, end } as const;
        return named.length > 0 ? { ...call, named } : call;
      });
    }
    if (text.isSymbol("(")) {
      return text.deeper(() => {
        text.open();
        const inner = operators.expression();
        text.close(")", "to close the parenthesis");
        return inner;
      });
    }
    if (text.isSymbol("[")) return text.deeper(array);
    if (text.isSymbol("'")) {
      throw new LanguageError(
        "not in the language",
        "There are no strings in single quotes; ' after a matrix transposes it.",
        token
      );
    }
    throw text.unexpected("a value is missing");
  };

  /** An argument by place, or null after adding one by name to `named`. */
  const argument = (named: NamedArgument[]): Expression | null => {
    const target = text.peek();
    const value = operators.expression();
    if (!text.isSymbol("=")) {
      if (named.length === 0) return value;
      throw new LanguageError("syntax", "Arguments without a name come before those with one.", value);
    }
    if (syntax !== "notebook" || value.kind !== "name") {
      throw text.unexpected("an equation is no argument; comparison is ==");
    }
    if (named.some(({ name }) => name === value.name)) {
      throw new LanguageError("syntax", `${value.name} is given twice.`, value);
    }
    text.next();
    named.push({ name: value.name, target, value: operators.expression() });
    return null;
  };

  const array = (): Expression => {
    const opening = text.open();
    const rows: Expression[][] = [[]];
    if (text.isSymbol("]")) throw text.unexpected("an array holds at least one number");
    for (;;) {
      rows.at(-1).push(operators.expression());
      if (text.isSymbol(",")) text.next();
      else if (text.isSymbol(";")) {
        text.next();
        rows.push([]);
      } else break;
    }
    const closing = text.close("]", "to close the array");
    const place = { start: opening.start, end: closing.end };
    return rows.length === 1 ? { kind: "vector", items: rows[0], ...place } : { kind: "rows", rows, ...place };
  };

  return postfix;
}

/** Most indices and properties in a row: x[1][2].a */
const maxAccessors = 8;
