import { childrenOf } from "../syntax/tree.js";
import type { Expression } from "../syntax/tree.js";
import type { Language } from "./language.js";
import { level } from "./precedence.js";

/** What a call needs of the printer around it. */
export interface Printing {
  readonly language: Language;
  /** of the library's functions: np, torch, jnp */
  readonly module: string;
  text(node: Expression): string;
  /** in parentheses if it binds less tightly */
  at(node: Expression, least: number): string;
  compare(node: Expression & { kind: "binary" }): string;
  rank(node: Expression): number;
  /** whether a name stands for a number of Python's */
  isNumber(name: string): boolean;
}

/** A function of the language in Python. @param args in Python already */
export function libraryCall(node: Expression & { kind: "call" }, args: readonly string[], printing: Printing): string {
  const { name } = node;
  const [first, second] = args as [string, string];
  const inTorch = printing.language === "pytorch";
  switch (name) {
    case "sum":
    case "mean":
    case "max":
    case "min": {
      const f = inTorch && name.startsWith("m") && name !== "mean" ? `a${name}` : name;
      const which = node.args.length === 1 ? "" : `, ${inTorch ? "dim" : "axis"}=${axisOf(printing, node.args[1])}`;
      return `${printing.module}.${f}(${asArray(printing, node.args[0], first)}${which})`;
    }
    case "maximum":
    case "minimum":
      return printExtreme(printing, name, node, args);
    case "where": {
      const [condition, ...values] = node.args as [Expression, Expression, Expression];
      const holds =
        condition.kind === "binary" && "<>=!".includes(condition.operator[0])
          ? printing.compare(condition)
          : `${args[0]} != 0`;
      return `${printing.module}.where(${holds}, ${values.map((v, k) => asArray(printing, v, args[k + 1])).join(", ")})`;
    }
    case "transpose":
      return printTranspose(printing, node.args[0]);
    case "var":
    case "variance":
    case "std": {
      const axis = node.args.length === 1 ? "" : `, ${axisOf(printing, node.args[1])}`;
      return `${name === "std" ? "std" : "variance"}(${asArray(printing, node.args[0], first)}${axis})`;
    }
    case "norm":
      return `${printing.module}.sqrt(${printing.module}.sum(${printing.module}.square(${asArray(printing, node.args[0], first)})))`;
    case "cumsum":
      return `${printing.module}.cumsum(${first}, ${inTorch ? "dim" : "axis"}=${node.args.length === 1 ? 0 : axisOf(printing, node.args[1])})`;
    case "size":
      return `array([float(length) for length in ${printing.at(node.args[0], level.atom)}.shape])`;
    case "reshape": {
      const [a, lengths] = node.args as [Expression, Expression];
      const isPlain = lengths.kind === "vector" && lengths.items.every(isWholeNumber);
      const shape = isPlain
        ? `(${lengths.items.map((l) => printing.text(l)).join(", ")},)`
        : `[int(length) for length in ${second}]`;
      return `${printing.at(a, level.atom)}.reshape(${shape})`;
    }
    case "concat": {
      const hasAxis = printing.rank(node.args.at(-1)!) === 0;
      const arrays = hasAxis ? args.slice(0, -1) : args;
      const axis = hasAxis ? axisOf(printing, node.args.at(-1)!) : -1;
      return inTorch
        ? `torch.cat([${arrays.join(", ")}], dim=${axis})`
        : `${printing.module}.concatenate([${arrays.join(", ")}], axis=${axis})`;
    }
    case "identity":
    case "eye":
      return `${printing.module}.eye(${args.join(", ")})`;
    case "zeros":
    case "ones":
      return inTorch
        ? `torch.${name}(${args.join(", ")})`
        : `${printing.module}.${name}((${args.join(", ")}${args.length === 1 ? "," : ""}))`;
    default:
      return `${printing.module}.${name}(${asArray(printing, node.args[0], first)})`;
  }
}

/** A vector's transpose is a column. */
export function printTranspose(printing: Printing, operand: Expression): string {
  const rank = printing.rank(operand);
  const text = printing.at(operand, level.atom);
  return rank === 0 ? text : rank === 1 ? `${text}[:, None]` : `${text}.T`;
}

/** An axis counted from 0. */
function axisOf(printing: Printing, node: Expression): string {
  return node.kind === "number" ? String(node.value - 1) : `int(${printing.text(node)}) - 1`;
}

/** torch.maximum takes arrays only; against a number it is a clamp. */
function printExtreme(
  printing: Printing,
  name: "maximum" | "minimum",
  node: Expression & { kind: "call" },
  args: readonly string[]
): string {
  const [a, b] = node.args as [Expression, Expression];
  if (printing.language !== "pytorch") return `${printing.module}.${name}(${args.join(", ")})`;
  const bound = name === "maximum" ? "min" : "max";
  if (isPlainNumber(printing, b)) return `torch.clamp(${asArray(printing, a, args[0])}, ${bound}=${args[1]})`;
  if (isPlainNumber(printing, a)) return `torch.clamp(${asArray(printing, b, args[1])}, ${bound}=${args[0]})`;
  return `torch.${name}(${args.join(", ")})`;
}

/** PyTorch's functions take arrays, not the numbers of Python. */
function asArray(printing: Printing, node: Expression, text: string): string {
  return printing.language === "pytorch" && isPlainNumber(printing, node)
    ? `torch.tensor(${text}, dtype=torch.get_default_dtype())`
    : text;
}

/** Whether a value is a number of Python's, not an array with one number. */
function isPlainNumber(printing: Printing, node: Expression): boolean {
  if (node.kind === "number") return true;
  if (node.kind === "name") return node.name === "pi" || printing.isNumber(node.name);
  return (
    (node.kind === "binary" || node.kind === "prefix") && childrenOf(node).every((c) => isPlainNumber(printing, c))
  );
}

function isWholeNumber(node: Expression): boolean {
  return node.kind === "number" && Number.isInteger(node.value);
}
