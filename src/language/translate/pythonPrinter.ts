import { builtIns } from "../syntax/builtIns.js";
import { childrenOf } from "../syntax/tree.js";
import type { Expression, Program } from "../syntax/tree.js";
import { modules } from "./language.js";
import type { Language } from "./language.js";

/** How tightly an expression binds: comparison, sum, product, sign, power, and what needs no parentheses. */
const level = { comparison: 0, sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

/** Names that mean something in Python or in the prelude. */
const reserved = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield torch np jnp jax math rng key array span pick".split(
    " "
  )
);
interface Printed {
  readonly text: string;
  readonly level: number;
}

/** A call of a host's function, its arguments already in Python. */
export interface PrintedCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

export interface PrinterOptions {
  /** names of the surroundings that an assignment must not hide: it gets another name */
  readonly globals?: ReadonlySet<string>;
  /** names whose value is a number of Python's, not an array */
  readonly numbers?: ReadonlySet<string>;
  /** a call of a host's function in Python, or null for any other call */
  readonly hostCall?: (call: PrintedCall) => string | null;
}

/**
 * Prints formulas as Python. What it calls besides the library's functions is in the language's prelude.
 * @param ranks the number of axes of each expression's value, from evaluate's onValue; unknown ones count as matrices
 */
export class PythonPrinter {
  private readonly module: string;
  /** assigned names under which another name stands in Python */
  private names = new Map<string, string>();
  /** what `end` stands for in the indices around the present place */
  private readonly ends: string[] = [];

  constructor(
    private readonly language: Language,
    private readonly ranks: ReadonlyMap<Expression, number>,
    private readonly options: PrinterOptions = {}
  ) {
    this.module = modules[language];
  }

  /** The lines of a function's body. @param assigns names it returns; by default the value of the last line */
  body(program: Program, parameters: readonly string[], assigns?: readonly string[]): string[] {
    this.names = new Map();
    const lines: string[] = [];
    program.statements.forEach((statement, s) => {
      const isLast = s === program.statements.length - 1;
      if (statement.kind === "define") {
        const own = statement.parameters.map(safe).join(", ");
        lines.push(`def ${safe(statement.name)}(${own}):`, `    return ${this.print(statement.value).text}`);
        return;
      }
      const value = this.print(statement.value).text;
      if (statement.kind === "assign") {
        // A parameter of the machine that gets a new value here would hide the global one in all of the function.
        const target =
          this.options.globals?.has(statement.name) && !parameters.includes(statement.name)
            ? `${statement.name}_`
            : safe(statement.name);
        this.names.set(statement.name, target);
        lines.push(`${target} = ${value}`);
        if (isLast && !assigns) lines.push(`return ${target}`);
      } else if (isLast && !assigns) lines.push(`return ${value}`);
    });
    if (assigns) lines.push(`return ${assigns.map((a) => this.names.get(a) ?? a).join(", ")}`);
    return lines;
  }

  /** One expression, for a line of its own. */
  expression(node: Expression): string {
    return this.print(node).text;
  }

  private print(node: Expression): Printed {
    switch (node.kind) {
      case "number":
        return { text: String(node.value), level: level.atom };
      case "name":
        if (node.name === "pi") return { text: this.language === "numpy" ? "np.pi" : "math.pi", level: level.atom };
        return { text: this.names.get(node.name) ?? safe(node.name), level: level.atom };
      case "string":
        return { text: JSON.stringify(node.value), level: level.atom };
      case "member":
        return { text: `${this.at(node.object, level.atom)}.${safe(node.name)}`, level: level.atom };
      case "range": {
        const step = node.step ? `, ${this.print(node.step).text}` : "";
        return { text: `span(${this.print(node.from).text}, ${this.print(node.to).text}${step})`, level: level.atom };
      }
      case "index":
        return { text: this.printIndex(node), level: level.atom };
      case "all":
        return { text: "None", level: level.atom };
      case "end":
        return { text: this.ends.at(-1), level: level.atom };
      case "prefix":
        if (node.operator === "not")
          return { text: `(${this.at(node.operand, level.sum)} == 0) * 1.0`, level: level.product };
        return { text: node.operator + this.at(node.operand, level.sign), level: level.sign };
      case "transpose":
        return { text: this.printTranspose(node.operand), level: level.atom };
      case "binary":
        return this.printBinary(node);
      case "vector":
        return this.array(`[${node.items.map((i) => this.print(i).text).join(", ")}]`);
      case "rows":
        return this.array(`[${node.rows.map((r) => `[${r.map((i) => this.print(i).text).join(", ")}]`).join(", ")}]`);
      case "call":
        return { text: this.printCall(node), level: level.atom };
    }
  }

  private array(items: string): Printed {
    const text =
      this.language === "pytorch"
        ? `torch.tensor(${items}, dtype=torch.get_default_dtype())`
        : `${this.module}.array(${items})`;
    return { text, level: level.atom };
  }

  private printBinary(node: Expression & { kind: "binary" }): Printed {
    const { operator, left, right } = node;
    switch (operator) {
      case "+":
      case "-":
        return this.join(left, operator, right, level.sum, level.product);
      case "*": {
        const isMatrices = this.rank(left) > 0 && this.rank(right) > 0;
        // Python reads x / s @ W as it should be read, but a reader may not.
        const isMixed = isMatrices && left.kind === "binary" && [".*", "./", "/"].includes(left.operator);
        return this.join(
          left,
          isMatrices ? "@" : "*",
          right,
          isMixed ? level.sign : level.product,
          level.sign,
          level.product
        );
      }
      case ".*":
        return this.join(left, "*", right, level.product, level.sign);
      case "/":
      case "./":
        return this.join(left, "/", right, level.product, level.sign);
      case "^":
      case ".^":
        return this.join(left, "**", right, level.atom, level.sign, level.power);
      case "and":
      case "or":
      case "xor": {
        const symbol = { and: "&", or: "|", xor: "^" }[operator];
        const [a, b] = [left, right].map((side) => `(${this.at(side, level.sum)} != 0)`);
        return { text: `(${a} ${symbol} ${b}) * 1.0`, level: level.product };
      }
      default:
        // A comparison is 0 or 1 here; in Python it has to be made a number.
        return { text: `(${this.compare(node)}) * 1.0`, level: level.product };
    }
  }

  private compare(node: Expression & { kind: "binary" }): string {
    return `${this.at(node.left, level.sum)} ${node.operator} ${this.at(node.right, level.sum)}`;
  }

  private join(
    left: Expression,
    operator: string,
    right: Expression,
    leftLevel: number,
    rightLevel: number,
    own: number = leftLevel
  ): Printed {
    return { text: `${this.at(left, leftLevel)} ${operator} ${this.at(right, rightLevel)}`, level: own };
  }

  private at(node: Expression, least: number): string {
    const { text, level } = this.print(node);
    return level < least ? `(${text})` : text;
  }

  private printCall(node: Expression & { kind: "call" }): string {
    const { name } = node;
    const args = node.args.map((a) => this.print(a).text);
    const named = new Map((node.named ?? []).map((n) => [n.name, this.print(n.value).text]));
    const hostCall = this.options.hostCall?.({ name, args, named }) ?? null;
    if (hostCall !== null) return hostCall;
    const [first, second] = args as [string, string];
    const inTorch = this.language === "pytorch";
    if (!builtIns.has(name) || name === "sigmoid" || name === "bernoulli" || name === "normal") {
      return `${safe(name)}(${args.join(", ")})`;
    }
    switch (name) {
      case "sum":
      case "mean":
      case "max":
      case "min": {
        const f = inTorch && name.startsWith("m") && name !== "mean" ? `a${name}` : name;
        const which = node.args.length === 1 ? "" : `, ${inTorch ? "dim" : "axis"}=${this.axis(node.args[1])}`;
        return `${this.module}.${f}(${this.asArray(node.args[0], first)}${which})`;
      }
      case "maximum":
      case "minimum":
        return this.printExtreme(name, node, args);
      case "where": {
        const [condition, ...values] = node.args as [Expression, Expression, Expression];
        const holds =
          condition.kind === "binary" && "<>=!".includes(condition.operator[0])
            ? this.compare(condition)
            : `${args[0]} != 0`;
        return `${this.module}.where(${holds}, ${values.map((v, k) => this.asArray(v, args[k + 1])).join(", ")})`;
      }
      case "transpose":
        return this.printTranspose(node.args[0]);
      case "var":
      case "variance":
      case "std": {
        const axis = node.args.length === 1 ? "" : `, ${this.axis(node.args[1])}`;
        return `${name === "std" ? "std" : "variance"}(${this.asArray(node.args[0], first)}${axis})`;
      }
      case "norm":
        return `${this.module}.sqrt(${this.module}.sum(${this.module}.square(${this.asArray(node.args[0], first)})))`;
      case "cumsum":
        return `${this.module}.cumsum(${first}, ${inTorch ? "dim" : "axis"}=${node.args.length === 1 ? 0 : this.axis(node.args[1])})`;
      case "size":
        return `array([float(length) for length in ${this.at(node.args[0], level.atom)}.shape])`;
      case "reshape": {
        const [a, lengths] = node.args as [Expression, Expression];
        const isPlain = lengths.kind === "vector" && lengths.items.every(isWholeNumber);
        const shape = isPlain
          ? `(${lengths.items.map((l) => this.print(l).text).join(", ")},)`
          : `[int(length) for length in ${second}]`;
        return `${this.at(a, level.atom)}.reshape(${shape})`;
      }
      case "concat": {
        const hasAxis = this.rank(node.args.at(-1)!) === 0;
        const arrays = hasAxis ? args.slice(0, -1) : args;
        const axis = hasAxis ? this.axis(node.args.at(-1)!) : -1;
        return inTorch
          ? `torch.cat([${arrays.join(", ")}], dim=${axis})`
          : `${this.module}.concatenate([${arrays.join(", ")}], axis=${axis})`;
      }
      case "identity":
      case "eye":
        return `${this.module}.eye(${args.join(", ")})`;
      case "zeros":
      case "ones":
        return inTorch
          ? `torch.${name}(${args.join(", ")})`
          : `${this.module}.${name}((${args.join(", ")}${args.length === 1 ? "," : ""}))`;
      default:
        return `${this.module}.${name}(${this.asArray(node.args[0], first)})`;
    }
  }

  private printTranspose(operand: Expression): string {
    const rank = this.rank(operand);
    const text = this.at(operand, level.atom);
    return rank === 0 ? text : rank === 1 ? `${text}[:, None]` : `${text}.T`;
  }

  /** Numbers, slices and `end` as Python writes them; anything else by the prelude's pick, which counts from 1 too. */
  private printIndex(node: Expression & { kind: "index" }): string {
    const object = this.at(node.object, level.atom);
    const slices = node.indices.map(sliceOf);
    if (slices.every((s) => s !== null)) return `${object}[${slices.join(", ")}]`;
    const places = node.indices.map((i, axis) => {
      this.ends.push(`${object}.shape[${axis}]`);
      const text = this.print(i).text;
      this.ends.pop();
      return text;
    });
    return `pick(${[object, ...places].join(", ")})`;
  }

  /** An axis counted from 0. */
  private axis(node: Expression): string {
    return node.kind === "number" ? String(node.value - 1) : `int(${this.print(node).text}) - 1`;
  }

  /** torch.maximum takes arrays only; against a number it is a clamp. */
  private printExtreme(name: "maximum" | "minimum", node: Expression & { kind: "call" }, args: string[]): string {
    const [a, b] = node.args as [Expression, Expression];
    if (this.language !== "pytorch") return `${this.module}.${name}(${args.join(", ")})`;
    const bound = name === "maximum" ? "min" : "max";
    if (this.isPlainNumber(b)) return `torch.clamp(${this.asArray(a, args[0])}, ${bound}=${args[1]})`;
    if (this.isPlainNumber(a)) return `torch.clamp(${this.asArray(b, args[1])}, ${bound}=${args[0]})`;
    return `torch.${name}(${args.join(", ")})`;
  }

  /** PyTorch's functions take arrays, not the numbers of Python. */
  private asArray(node: Expression, text: string): string {
    return this.language === "pytorch" && this.isPlainNumber(node)
      ? `torch.tensor(${text}, dtype=torch.get_default_dtype())`
      : text;
  }

  /** Whether a value is a number of Python's, not an array with one number. */
  private isPlainNumber(node: Expression): boolean {
    if (node.kind === "number") return true;
    if (node.kind === "name") return node.name === "pi" || (this.options.numbers?.has(node.name) ?? false);
    return (node.kind === "binary" || node.kind === "prefix") && childrenOf(node).every((c) => this.isPlainNumber(c));
  }

  private rank(node: Expression): number {
    return this.ranks.get(node) ?? 2;
  }
}

/** A name that Python and the prelude leave free. */
export function safe(name: string): string {
  return reserved.has(name) ? `${name}_` : name;
}

function isWholeNumber(node: Expression): boolean {
  return node.kind === "number" && Number.isInteger(node.value);
}

/** An index as Python's slice or number, counted from 0; null if it is neither. */
function sliceOf(node: Expression): string | null {
  if (node.kind === "all") return ":";
  if (node.kind === "end") return "-1";
  if (node.kind === "number" && Number.isInteger(node.value)) return String(node.value - 1);
  if (node.kind !== "range" || node.step !== null || node.from.kind !== "number") return null;
  const to = node.to.kind === "end" ? "" : node.to.kind === "number" ? String(node.to.value) : null;
  return to === null ? null : `${node.from.value - 1}:${to}`;
}
