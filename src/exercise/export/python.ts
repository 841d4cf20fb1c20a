import { createRandom } from "../../rbm/random.js";
import { inputsOf, stepsOf } from "../grading/attempt.js";
import { cellOf } from "../cells/cells.js";
import type { CellId } from "../cells/cells.js";
import { evaluate } from "../../language/evaluation/evaluate.js";
import { Evaluation } from "../../language/evaluation/evaluation.js";
import { functions } from "../../language/evaluation/functions.js";
import { recoverLanguageError } from "../../language/languageError.js";
import { scalar } from "../../language/tensor/tensor.js";
import { parametersOf, readAnswers, solutions, LearnerFunctions } from "../learner/learnerFunctions.js";
import { childrenOf } from "../../language/syntax/tree.js";
import type { Expression, Program } from "../../language/syntax/tree.js";
import { recipeSized } from "../grading/trials.js";

/** The languages a formula can be read in. */
export type Language = "pytorch" | "numpy" | "jax";

export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: "pytorch", name: "PyTorch" },
  { id: "numpy", name: "NumPy" },
  { id: "jax", name: "JAX" }
];

const modules: Readonly<Record<Language, string>> = { pytorch: "torch", numpy: "np", jax: "jnp" };

/**
 * A cell's formula as Python functions, which name b, logSigma2, sigma2, W, d, n, m and the functions of the cells before
 * it. What else they call is in the prelude of the language.
 * @throws LanguageError if the formula can't be read or run: its ranks decide between * and @
 */
export function toPython(id: CellId, source: string, language: Language): string {
  const programs = readAnswers({ ...solutions, [id]: source });
  const program = programs[id];
  const ranks = ranksOf(id, program);
  const cell = cellOf(id);
  const printer = new Printer(language, ranks);
  const name = cell.assigns ? id : (cell.defines[0]?.name ?? id);
  const parameters = cell.defines[0]?.parameters ?? ["chains", "steps"];
  const body = printer.body(program, parameters, cell.assigns);
  const lines = [`def ${name}(${parameters.join(", ")}):`, ...body.map((line) => `    ${line}`)];
  for (const [k, output] of (cell.assigns ?? []).entries()) {
    lines.push("", "", `def ${output}(z):`, `    return ${name}(z)[${k}]`);
  }
  return lines.join("\n");
}

/** The number of axes of each expression's value, found by running the formula once. */
function ranksOf(id: CellId, program: Program): Map<Expression, number> {
  const ranks = new Map<Expression, number>();
  const draws = createRandom(1, "ranks");
  const evaluation = new Evaluation(draws);
  const bound = new LearnerFunctions(readAnswers(solutions), parametersOf(recipeSized.machine), evaluation);
  const inputs =
    id === "sample"
      ? { chains: scalar(recipeSized.batch), steps: scalar(stepsOf(recipeSized)) }
      : inputsOf(id, recipeSized);
  evaluate(program, bound.scopeOf(id, inputs), evaluation, (node, value) => ranks.set(node, value.shape.length));
  return ranks;
}

/** How tightly an expression binds: comparison, sum, product, sign, power, and what needs no parentheses. */
const level = { comparison: 0, sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

/** Names that mean something in Python or in the prelude. */
const reserved = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield torch np jnp jax math rng key".split(
    " "
  )
);
const globals = new Set(["b", "sigma2", "logSigma2", "W", "d", "n", "m"]);

interface Printed {
  readonly text: string;
  readonly level: number;
}

class Printer {
  private readonly module: string;
  /** assigned names under which another name stands in Python */
  private names = new Map<string, string>();

  constructor(
    private readonly language: Language,
    private readonly ranks: ReadonlyMap<Expression, number>
  ) {
    this.module = modules[language];
  }

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
          globals.has(statement.name) && !parameters.includes(statement.name)
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
        return { text: `${this.at(node.object, level.atom)}.${node.name}`, level: level.atom };
      case "prefix":
        return { text: node.operator + this.at(node.operand, level.sign), level: level.sign };
      case "transpose":
        return this.rank(node.operand) < 2
          ? this.print(node.operand)
          : { text: `${this.at(node.operand, level.atom)}.T`, level: level.atom };
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
    const [first, second] = args as [string, string];
    const inTorch = this.language === "pytorch";
    if (!functions.has(name) || name === "sigmoid" || name === "bernoulli" || name === "normal") {
      return `${safe(name)}(${args.join(", ")})`;
    }
    switch (name) {
      case "sum":
      case "mean":
      case "max":
      case "min": {
        const f = inTorch && name.startsWith("m") && name !== "mean" ? `a${name}` : name;
        const axis = node.args[1]?.kind === "number" ? node.args[1].value - 1 : `int(${second}) - 1`;
        const which = node.args.length === 1 ? "" : `, ${inTorch ? "dim" : "axis"}=${axis}`;
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
        return this.rank(node.args[0]) < 2 ? `(${first})` : `${this.at(node.args[0], level.atom)}.T`;
      case "zeros":
      case "ones":
        return inTorch
          ? `torch.${name}(${args.join(", ")})`
          : `${this.module}.${name}((${args.join(", ")}${args.length === 1 ? "," : ""}))`;
      default:
        return `${this.module}.${name}(${this.asArray(node.args[0], first)})`;
    }
  }

  /** torch.maximum takes arrays only; against a number it is a clamp. */
  private printExtreme(name: "maximum" | "minimum", node: Expression & { kind: "call" }, args: string[]): string {
    const [a, b] = node.args as [Expression, Expression];
    if (this.language !== "pytorch") return `${this.module}.${name}(${args.join(", ")})`;
    const bound = name === "maximum" ? "min" : "max";
    if (isPlainNumber(b)) return `torch.clamp(${this.asArray(a, args[0])}, ${bound}=${args[1]})`;
    if (isPlainNumber(a)) return `torch.clamp(${this.asArray(b, args[1])}, ${bound}=${args[0]})`;
    return `torch.${name}(${args.join(", ")})`;
  }

  /** PyTorch's functions take arrays, not the numbers of Python. */
  private asArray(node: Expression, text: string): string {
    return this.language === "pytorch" && isPlainNumber(node)
      ? `torch.tensor(${text}, dtype=torch.get_default_dtype())`
      : text;
  }

  private rank(node: Expression): number {
    return this.ranks.get(node) ?? 2;
  }
}

/** Whether a value is a number of Python's, not an array with one number. */
function isPlainNumber(node: Expression): boolean {
  if (node.kind === "number") return true;
  if (node.kind === "name") return ["pi", "n", "m", "chains", "steps"].includes(node.name);
  return (node.kind === "binary" || node.kind === "prefix") && childrenOf(node).every(isPlainNumber);
}

function safe(name: string): string {
  return reserved.has(name) ? `${name}_` : name;
}

/** A formula as Python, or why it can't be. */
export function translate(id: CellId, source: string, language: Language): { code: string } | { problem: string } {
  return recoverLanguageError(
    () => ({ code: toPython(id, source, language) }),
    ({ message }) => ({ problem: message })
  );
}
