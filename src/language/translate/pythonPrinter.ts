import { builtIns } from "../syntax/builtIns.js";
import type { Expression, Program } from "../syntax/tree.js";
import { modules } from "./language.js";
import type { Language } from "./language.js";
import { libraryCall, printTranspose } from "./libraryCall.js";
import type { Printing } from "./libraryCall.js";
import { level } from "./precedence.js";
import { safe } from "./pythonNames.js";

export { safe } from "./pythonNames.js";

/** Functions that the prelude has in every language. */
const inPrelude = new Set(["sigmoid", "bernoulli", "normal"]);

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
  private readonly printing: Printing;
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
    this.printing = {
      language,
      module: this.module,
      text: (node) => this.print(node).text,
      at: (node, least) => this.at(node, least),
      compare: (node) => this.compare(node),
      rank: (node) => this.rank(node),
      isNumber: (name) => options.numbers?.has(name) ?? false
    };
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
        return { text: printTranspose(this.printing, node.operand), level: level.atom };
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
    return builtIns.has(name) && !inPrelude.has(name)
      ? libraryCall(node, args, this.printing)
      : `${safe(name)}(${args.join(", ")})`;
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

  private rank(node: Expression): number {
    return this.ranks.get(node) ?? 2;
  }
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
