import { builtIns } from "../../language/syntax/builtIns.js";
import { childrenOf } from "../../language/syntax/tree.js";
import type { Expression, Program } from "../../language/syntax/tree.js";
import { memberNames, memberOf } from "../evaluation/members.js";
import { asTensor } from "../values/asTensor.js";
import type { Value } from "../values/value.js";

const reductions = new Set(["sum", "mean", "max", "min", "var", "std", "norm"]);

/** How many axes each expression of a program has, worked out without running it; a parameter is a batch, so 2. */
export function ranksOf(program: Program, valueOf: (name: string) => Value | null): Map<Expression, number> {
  const ranks = new Map<Expression, number>();
  const own = new Map<string, number>();
  const rankOf = (node: Expression, parameters: readonly string[]): number => {
    const inner = childrenOf(node).map((child) => rankOf(child, parameters));
    const rank = work(node, inner, parameters);
    ranks.set(node, rank);
    return rank;
  };
  const work = (node: Expression, inner: readonly number[], parameters: readonly string[]): number => {
    switch (node.kind) {
      case "number":
      case "string":
      case "end":
        return 0;
      case "name": {
        if (parameters.includes(node.name)) return 2;
        const value = valueOf(node.name);
        return own.get(node.name) ?? (value ? (asTensor(value)?.shape.length ?? 2) : 0);
      }
      case "member":
        return partRank(node, valueOf);
      case "transpose":
        return inner[0] === 0 ? 0 : 2;
      case "prefix":
        return inner[0];
      case "binary": {
        const [a, b] = inner;
        if (node.operator !== "*" || a === 0 || b === 0) return Math.max(a, b);
        return a + b - 2;
      }
      case "vector":
        return 1 + (inner[0] ?? 0);
      case "rows":
      case "all":
        return 2;
      case "range":
        return 1;
      case "index":
        return node.indices.filter((index) => index.kind === "all" || index.kind === "range" || ranks.get(index) === 1)
          .length;
      case "call":
        if (reductions.has(node.name)) return inner.length > 1 ? Math.max(0, inner[0] - 1) : 0;
        if (node.name === "zeros" || node.name === "ones") return node.args.length;
        if (builtIns.has(node.name)) return Math.max(0, ...inner);
        return 2;
    }
  };
  for (const statement of program.statements) {
    const rank = rankOf(statement.value, statement.kind === "define" ? statement.parameters : []);
    if (statement.kind === "assign") own.set(statement.name, rank);
  }
  return ranks;
}

function partRank(node: Expression, valueOf: (name: string) => Value | null): number {
  const find = (at: Expression): Value | null => {
    if (at.kind === "name") return valueOf(at.name);
    if (at.kind !== "member") return null;
    const object = find(at.object);
    return object && memberNames(object).includes(at.name) ? memberOf(object, at.name, at) : null;
  };
  const value = find(node);
  return value ? (asTensor(value)?.shape.length ?? 2) : 2;
}
