import type { Expression, Program } from "../../language/syntax/tree.js";

/** An expression as a program of one line. */
export function programOf(expression: Expression): Program {
  const { start, end } = expression;
  return { source: "", statements: [{ kind: "value", value: expression, start, end }] };
}
