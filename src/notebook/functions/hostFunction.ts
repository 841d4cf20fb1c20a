import type { KernelClient } from "../../kernel/protocol.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Points } from "../../rbm/shapes.js";
import type { InputValue } from "../document/notebook.js";
import type { FormulaClient } from "../worker/client.js";
import type { CellKind, Value } from "../values/value.js";
import type { Arguments } from "./arguments.js";

/** A parameter of a host function, as the completion shows it. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  /** what stands for it where it is left out, as it would be typed; absent: it must be given */
  readonly default?: string;
  /** whether any number of arguments may be given at its place */
  readonly rest?: boolean;
  /** can be given by name only */
  readonly byName?: boolean;
}

/** A function of the language that the notebook carries out: inputs, data, runs, figures. */
export interface HostFunction {
  readonly name: string;
  readonly group: "inputs" | "data" | "machine" | "runs" | "exact" | "figures";
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** what a cell is whose last statement calls it */
  readonly makes: CellKind;
  /** @throws LanguageError placed at an argument or the call */
  call(args: Arguments, context: HostContext): Value | Promise<Value>;
}

/** The course's points, and what else the page has as files. */
export interface Sources {
  /** 500 points, shape (500, 2) */
  ring(): Promise<Points>;
  /** 2000 fresh ones, shape (2000, 2) */
  heldOut(): Promise<Points>;
  digits(): Promise<DigitImages>;
  /** the machines trained when the site was built, by name */
  checkpointNames(): Promise<readonly string[]>;
  checkpoint(name: string): Promise<Machine>;
}

/** The handwritten digits, pixels of (0, 1). */
export interface DigitImages {
  readonly train: Points;
  readonly test: Points;
  readonly labels: { readonly train: ArrayLike<number>; readonly test: ArrayLike<number> };
  /** the first test image of each label */
  readonly examples: Points;
}

/** Who carries out what takes time. */
export interface Executors {
  /** formulas, in a worker that can be ended */
  readonly formulas: FormulaClient;
  /** training by the reader's formulas, in a worker of its own: it may take seconds */
  readonly training: FormulaClient;
  readonly kernel: KernelClient;
  /** the build that multiplies and adds at once: for training on images */
  readonly fusedKernel: () => KernelClient;
  readonly sources: Sources;
}

/** What a host function may use while its cell runs. */
export interface HostContext extends Executors {
  /** ends with the cell's run */
  readonly signal: AbortSignal;
  /** what the reader set the cell's input to */
  readonly input: InputValue | undefined;
  /** the name the value is assigned to, for labels */
  readonly target: string | null;
  /** from 0 to 1, and in words */
  progress(fraction: number, note: string): void;
  /** what is known of the value so far */
  partial(value: Value): void;
  /** whether the name of a cell is computed from one of these, through any number of cells */
  comesOf(name: string, names: readonly string[]): boolean;
  /** Waits until no other training runs. @returns what lets the next one begin */
  turn(): Promise<() => void>;
}

/** `train(machine, data, epochs = 300, …)`: what must be given, then what may be. */
export function signatureOf({ name, parameters }: Pick<HostFunction, "name" | "parameters">): string {
  const shown = parameters.map((p) =>
    p.rest ? `${p.name}, …` : p.default === undefined ? p.name : `${p.name} = ${p.default}`
  );
  return `${name}(${shown.join(", ")})`;
}
