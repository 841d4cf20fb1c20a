import { preludes } from "../../language/translate/prelude.js";
import { PythonPrinter, safe } from "../../language/translate/pythonPrinter.js";
import type { PrintedCall } from "../../language/translate/pythonPrinter.js";
import { findExpression } from "../../language/syntax/tree.js";
import type { Expression, Program } from "../../language/syntax/tree.js";
import type { Points } from "../../rbm/shapes.js";
import { pointRows } from "../../rbm/shapes.js";
import { cellOf, freshId } from "../document/notebook.js";
import type { Cell, Notebook } from "../document/notebook.js";
import { hostFunctions } from "../functions/hostFunctions.js";
import { readCell } from "../graph/readCell.js";
import { asTensor } from "../values/asTensor.js";
import type { Value } from "../values/value.js";
import { fingerprintOf, ownKey } from "./jupyterMetadata.js";
import type { KeptCell } from "./jupyterMetadata.js";
import { jupyterPrelude } from "./jupyterPrelude.js";
import { ranksOf } from "./ranksOf.js";

/** What a translation has to know besides the notebook. */
export interface JupyterOptions {
  /** what a name stands for now, or null; it tells * of matrices from * of numbers, and gives inputs their value */
  readonly valueOf: (name: string) => Value | null;
  readonly ring: Points;
  readonly heldOut: Points;
}

const translated = new Set(
  "ring heldOut circles machine initial standardise unstandardise nearest train sample density angleDensity nll logZ trueNll scatter line histogram dots images animate trail table slider number select toggle seed".split(
    " "
  )
);

/**
 * The notebook in PyTorch, nbformat 4.5. A cell that has no counterpart there stands as a comment that says so. Each
 * cell's metadata keeps what it was, so that `fromJupyter` gives the same notebook.
 */
export function toJupyter(notebook: Notebook, options: JupyterOptions): string {
  const uses = (name: string): boolean =>
    notebook.cells.some(({ kind, source }) => kind === "code" && new RegExp(`\\b${name}\\(`).test(source));
  const points = (["ring", "heldOut"] as const).filter(uses).map((name) => pointsCode(name, options[name]));
  const prelude = ["%matplotlib inline", preludes.pytorch, jupyterPrelude, ...points].join("\n\n\n");
  const cells = inOrder(notebook).map((cell) => {
    const { kind, source, ...kept } = cell;
    const place = notebook.cells.indexOf(cell);
    if (kind === "text") return { ...cell, kept: { ...kept, place } satisfies KeptCell };
    const code = codeOf(cell, options);
    return {
      ...cell,
      source: code,
      kept: { ...kept, source, place, fingerprint: fingerprintOf(code) } satisfies KeptCell
    };
  });
  const first = {
    kind: "code",
    source: prelude,
    kept: { prelude: true, fingerprint: fingerprintOf(prelude) }
  } as const;
  const file = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" },
      title: notebook.name,
      [ownKey]: { version: notebook.version }
    },
    cells: [{ ...first, id: preludeId(notebook) }, ...cells].map(({ id, kind, source, kept }) => ({
      id,
      cell_type: kind === "text" ? "markdown" : "code",
      metadata: { [ownKey]: kept },
      source: source.split(/(?<=\n)/),
      ...(kind === "text" ? {} : { execution_count: null, outputs: [] })
    }))
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

function preludeId(notebook: Notebook): string {
  return cellOf(notebook, "prelude") ? freshId(notebook) : "prelude";
}

/** Python runs from top to bottom: a cell is moved up to the first that needs it. */
function inOrder({ cells }: Notebook): Cell[] {
  const giver = new Map<string, Cell>();
  for (const cell of cells) {
    if (cell.kind === "code") for (const { name } of readCell(cell.source).defines) giver.set(name, cell);
  }
  const out = new Set<Cell>();
  const begun = new Set<Cell>();
  const put = (cell: Cell): void => {
    if (begun.has(cell)) return;
    begun.add(cell);
    if (cell.kind === "code") {
      for (const { name } of readCell(cell.source).uses) {
        const needed = giver.get(name);
        if (needed) put(needed);
      }
    }
    out.add(cell);
  };
  cells.forEach(put);
  return [...out];
}

function codeOf(cell: Cell, options: JupyterOptions): string {
  const { program, fault } = readCell(cell.source);
  if (program === null || fault)
    return fault ? commented(`This cell has a mistake: ${fault.message}`, cell.source) : "";
  const missing = missingFunction(program);
  if (missing) return commented(`${missing} has no counterpart here.`, cell.source);
  const { valueOf } = options;
  const isNumber = (name: string): boolean => {
    const value = valueOf(name);
    return value !== null && asTensor(value)?.shape.length === 0;
  };
  const named = program.statements.at(-1);
  const hostCall = (call: PrintedCall): string | null => {
    if (call.name === "normal" || call.name === "bernoulli") return `${call.name}(${call.args.join(", ")})`;
    const host = hostFunctions.get(call.name);
    if (!host) return null;
    if (host.group === "inputs") return inputCode(named?.kind === "assign" ? valueOf(named.name) : null, call);
    return `${call.name}(${[...call.args, ...Array.from(call.named, ([name, text]) => `${name}=${text}`)].join(", ")})`;
  };
  const numbers = new Set(
    readCell(cell.source)
      .uses.map(({ name }) => name)
      .filter(isNumber)
  );
  const printer = new PythonPrinter("pytorch", ranksOf(program, valueOf), { numbers, hostCall });
  return program.statements
    .map((statement) => {
      const text = printer.expression(statement.value);
      if (statement.kind === "assign") return `${safe(statement.name)} = ${text}`;
      if (statement.kind === "value") return text;
      return `def ${safe(statement.name)}(${statement.parameters.map(safe).join(", ")}):\n    return ${text}`;
    })
    .join("\n");
}

function inputCode(value: Value | null, { args, named }: PrintedCall): string {
  const inner = value?.kind === "input" ? value.value : null;
  if (inner?.kind === "tensor") return String(inner.values[0]);
  if (inner?.kind === "boolean") return inner.holds ? "True" : "False";
  if (inner?.kind === "string") return JSON.stringify(inner.text);
  return named.get("value") ?? args.at(-1) ?? "0";
}

function missingFunction(program: Program): string | null {
  const isMissing = (node: Expression): boolean =>
    node.kind === "call" && hostFunctions.has(node.name) && !translated.has(node.name);
  const found = findExpression(program, isMissing);
  return found?.kind === "call" ? found.name : null;
}

function pointsCode(name: string, points: Points): string {
  const rows = pointRows(points).map((row) => `    [${row.map((v) => Number(v.toPrecision(7))).join(", ")}],`);
  return `def ${name}():\n    return array(${name}_points)\n\n\n${name}_points = [\n${rows.join("\n")}\n]`;
}

function commented(why: string, source: string): string {
  return `${why}\n${source}`
    .split("\n")
    .map((line) => `# ${line}`.trimEnd())
    .join("\n");
}
