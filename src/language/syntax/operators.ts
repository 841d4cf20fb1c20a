import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import { operandReader } from "./operands.js";
import type { TokenReader } from "./tokenReader.js";
import type { Syntax } from "./tokens.js";
import type { BinaryOperator, Expression } from "./tree.js";

const comparisons = new Set(["<", "<=", ">", ">=", "==", "!="]);

/** Reads expressions: operators by how tightly they bind, from `or` down to the power. */
export function expressionReader(text: TokenReader, syntax: Syntax): () => Expression {
  const expression = (): Expression => text.deeper(or);
  const or = (): Expression => binary(xor, ["or"]);
  const xor = (): Expression => binary(and, ["xor"]);
  const and = (): Expression => binary(comparison, ["and"]);
  const comparison = (): Expression => {
    const left = range();
    if (text.peek().kind !== "symbol" || !comparisons.has(text.peek().text)) return left;
    const operator = text.next().text as BinaryOperator;
    text.skipNewlines();
    const right = range();
    if (text.peek().kind === "symbol" && comparisons.has(text.peek().text)) {
      throw text.unexpected("one comparison at a time");
    }
    return { kind: "binary", operator, left, right, start: left.start, end: right.end };
  };
  const range = (): Expression => {
    const from = sum();
    if (!text.isSymbol(":")) return from;
    text.next();
    const second = text.endsIndexItem() ? lastOf(text.peek()) : sum();
    if (!text.isSymbol(":")) return { kind: "range", from, step: null, to: second, start: from.start, end: second.end };
    text.next();
    const to = text.endsIndexItem() ? lastOf(text.peek()) : sum();
    if (text.isSymbol(":")) throw text.unexpected("a range is from:to or from:step:to");
    return { kind: "range", from, step: second, to, start: from.start, end: to.end };
  };
  const lastOf = ({ start }: Span): Expression => ({ kind: "end", start, end: start });
  const sum = (): Expression => binary(product, ["+", "-"]);
  const product = (): Expression => binary(prefix, ["*", ".*", "/", "./"]);

  const prefix = (): Expression => {
    if (text.isSymbol("-") || text.isSymbol("+") || text.isWord("not")) {
      return text.deeper(() => {
        const sign = text.next();
        text.skipNewlines();
        const operand = prefix();
        const operator = sign.text as "-" | "+" | "not";
        return { kind: "prefix", operator, operand, start: sign.start, end: operand.end };
      });
    }
    return power();
  };

  const power = (): Expression => {
    const left = operand();
    if (!text.isSymbol("^") && !text.isSymbol(".^")) return left;
    return text.deeper(() => {
      const operator = text.next().text as "^" | ".^";
      text.skipNewlines();
      const right = prefix();
      return { kind: "binary", operator, left, right, start: left.start, end: right.end };
    });
  };

  const operand = operandReader(text, syntax, { expression, sum });

  const binary = (read: () => Expression, operators: readonly BinaryOperator[]): Expression => {
    let left = read();
    while (
      ["symbol", "name"].includes(text.peek().kind) &&
      (operators as readonly string[]).includes(text.peek().text)
    ) {
      const operator = text.next().text as BinaryOperator;
      text.skipNewlines();
      const right = read();
      left = { kind: "binary", operator, left, right, start: left.start, end: right.end };
      // A long chain makes a tall tree: it counts against the depth, which the evaluator relies on.
      if (heightOf(left) > maxChain) {
        throw new LanguageError("too deep", `A formula chains at most ${maxChain} operations.`, left);
      }
    }
    return left;
  };

  return expression;
}

/** Most operators that may stand in one left-leaning chain such as a + b + c + …. */
const maxChain = 200;

function heightOf(node: Expression): number {
  let height = 0;
  for (let at: Expression = node; at.kind === "binary"; at = at.left) height++;
  return height;
}
