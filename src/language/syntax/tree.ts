import type { Span } from "../languageError.js";

export type BinaryOperator =
  "+" | "-" | "*" | ".*" | "/" | "./" | "^" | ".^" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or" | "xor";

/** `name = value` among the arguments of a call. */
export interface NamedArgument {
  readonly name: string;
  readonly target: Span;
  readonly value: Expression;
}

/** An expression of the language; see docs/decisions/formula-language.md. */
export type Expression = Span &
  (
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "prefix"; readonly operator: "-" | "+" | "not"; readonly operand: Expression }
    | { readonly kind: "transpose"; readonly operand: Expression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "call";
        readonly name: string;
        readonly callee: Span;
        readonly args: readonly Expression[];
        /** arguments by name, `f(a, seed = 1)`; a notebook's host functions take them, formulas have none */
        readonly named?: readonly NamedArgument[];
      }
    /** `"text"`, in a notebook */
    | { readonly kind: "string"; readonly value: string }
    /** from:to or from:step:to, both ends included */
    | { readonly kind: "range"; readonly from: Expression; readonly step: Expression | null; readonly to: Expression }
    | { readonly kind: "index"; readonly object: Expression; readonly indices: readonly Expression[] }
    /** only in an index: `:`, everything along the axis, and `end`, its length */
    | { readonly kind: "all" }
    | { readonly kind: "end" }
    /** `object.name`, in a notebook; `property` is the place of the name */
    | { readonly kind: "member"; readonly object: Expression; readonly name: string; readonly property: Span }
    | { readonly kind: "vector"; readonly items: readonly Expression[] }
    | { readonly kind: "rows"; readonly rows: readonly (readonly Expression[])[] }
  );

/** One line of a cell: `name = value`, `name(parameters) = value`, or a value. */
export type Statement = Span &
  (
    | { readonly kind: "assign"; readonly name: string; readonly target: Span; readonly value: Expression }
    | {
        readonly kind: "define";
        readonly name: string;
        readonly target: Span;
        readonly parameters: readonly string[];
        readonly value: Expression;
      }
    | { readonly kind: "value"; readonly value: Expression }
  );

/** What a cell holds. Its value is that of its last statement. */
export interface Program {
  readonly source: string;
  readonly statements: readonly Statement[];
}

/** The expressions directly inside an expression, left to right. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "number":
    case "name":
    case "string":
    case "all":
    case "end":
      return [];
    case "range":
      return node.step ? [node.from, node.step, node.to] : [node.from, node.to];
    case "index":
      return [node.object, ...node.indices];
    case "member":
      return [node.object];
    case "prefix":
    case "transpose":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "call":
      return node.named ? [...node.args, ...node.named.map(({ value }) => value)] : node.args;
    case "vector":
      return node.items;
    case "rows":
      return node.rows.flat();
  }
}

/** The first expression of a program for which the test holds, outermost first. */
export function findExpression(program: Program, test: (node: Expression) => boolean): Expression | null {
  const search = (node: Expression): Expression | null => {
    if (test(node)) return node;
    for (const child of childrenOf(node)) {
      const found = search(child);
      if (found) return found;
    }
    return null;
  };
  for (const statement of program.statements) {
    const found = search(statement.value);
    if (found) return found;
  }
  return null;
}
