import { reservedNames } from "../../language/syntax/names.js";
import type { Cell } from "./cells.js";
import { parameters } from "./quantities.js";
import type { Quantity } from "./quantities.js";

/** What an own cell may be a function of. */
const inputs = {
  x: { name: "x", shape: "(batch, n)", description: "visible units" },
  z: { name: "z", shape: "(batch, m)", description: "hidden units, 0 or 1" },
  a: { name: "a", shape: "(batch, n)", description: "numbers" }
} as const satisfies Record<string, Quantity>;

/**
 * A cell that an instructor adds. Its answers are held against its solution, on random machines of several sizes with
 * unequal variances, for many rows, for one row, and for rows where exp overflows. It can call softplus, c, pZGivenX,
 * meanX and varianceX, and the own cells before it.
 */
export interface OwnCell {
  /** the function that it defines: letters and digits, beginning with a letter */
  readonly name: string;
  readonly title: string;
  /** what is to be written; backquotes mark code */
  readonly task: string;
  readonly inputs: readonly (keyof typeof inputs)[];
  /** what it gives */
  readonly output: Pick<Quantity, "shape" | "description">;
  /** what the editor starts with; TODO stands for what is to be written */
  readonly start: string;
  readonly hints: readonly string[];
  readonly solution: string;
  /** mistakes that are called by their name; the formula of each makes it */
  readonly mistakes: readonly {
    readonly title: string;
    readonly description: string;
    readonly formula: string;
  }[];
}

/**
 * Own cells as the page, the grader and the files know them.
 * @param course the cells that stand above them
 * @throws TypeError if a name can't be one or has a meaning already
 */
export function asCells(own: readonly OwnCell[], course: readonly Cell[]): Cell[] {
  const taken = new Set([
    ...[...course.flatMap((cell) => [...cell.inputs, ...cell.defines]), ...Object.values(inputs)].map((q) => q.name),
    ...reservedNames
  ]);
  return own.map((cell) => {
    const refuse = (why: string): never => {
      throw new TypeError(`own cell "${cell.name}": ${why}`);
    };
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(cell.name)) refuse("a name has letters and digits, and begins with a letter");
    if (taken.has(cell.name)) refuse("this name has a meaning already; choose another");
    taken.add(cell.name);
    return asCell(cell);
  });
}

function asCell(own: OwnCell): Cell {
  const names = own.inputs.map((input) => inputs[input].name);
  return {
    id: `own-${own.name}`,
    title: own.title,
    task: own.task,
    inputs: [...own.inputs.map((input) => inputs[input]), ...parameters],
    outputs: [{ name: `${own.name}(${names.join(", ")})`, ...own.output }],
    start: own.start,
    hints: own.hints,
    solution: own.solution,
    defines: [{ name: own.name, parameters: names }]
  };
}
