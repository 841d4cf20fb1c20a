import type { Divergence, RunSnapshot } from "../../kernel/protocol.js";
import type { DensityGrid } from "../../rbm/exact/grid.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Recipe } from "../../rbm/training/recipe.js";
import type { Expression } from "../../language/syntax/tree.js";
import type { Tensor } from "../../language/tensor/tensor.js";
import type { UploadedFile } from "../document/notebook.js";
import type { ControlSpec } from "./control.js";
import type { FigureSpec } from "./figure.js";

/** What a name of a notebook can stand for. */
export type Value =
  | TensorValue
  | StringValue
  | BooleanValue
  | FunctionValue
  | RecordValue
  | MachineValue
  | RunValue
  | DensityValue
  | FileValue
  | InputFieldValue
  | FigureValue;

/** A number is a tensor of shape (). */
export interface TensorValue extends Tensor {
  readonly kind: "tensor";
}

export interface StringValue {
  readonly kind: "string";
  readonly text: string;
}

/** A toggle's value; a formula sees it as 0 or 1. */
export interface BooleanValue {
  readonly kind: "boolean";
  readonly holds: boolean;
}

/** A function of a cell: its text, and what the names in it stood for when the cell ran. */
export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly parameters: readonly string[];
  /** `f(x) = …` as typed */
  readonly source: string;
  readonly body: Expression;
  /** what the names in the body stand for; a part of a record under its whole name, as "m.W" */
  readonly closure: ReadonlyMap<string, TensorValue | FunctionValue>;
}

/** Fixed names, read as `fit.weights`. */
export interface RecordValue {
  readonly kind: "record";
  /** what it is, in a word: "mixture" */
  readonly type: string;
  readonly fields: ReadonlyMap<string, Value>;
}

/** Read as m.b, m.logSigma2, m.sigma2, m.W, m.d, m.n and m.m. */
export interface MachineValue {
  readonly kind: "machine";
  readonly machine: Machine;
}

/** A run of training, whole or, while it goes on, as far as it is. */
export interface TrainedRun {
  readonly recipe: Recipe;
  /** epochs done, of recipe.epochs */
  readonly epoch: number;
  readonly losses: Float32Array;
  /** before clipping */
  readonly gradientNorms: Float32Array;
  readonly snapshots: readonly RunSnapshot[];
  readonly machine: Machine;
  readonly diverged: Divergence | null;
  /** "kernel", or "formulas" where the reader's own formulas were trained by */
  readonly by: "kernel" | "formulas";
  /** milliseconds */
  readonly elapsed: number;
}

/** Read as run.machine, run.loss, run.gradientNorm, run.epochs, run.nll, run.nllTest and run.logZ. */
export interface RunValue {
  readonly kind: "run";
  readonly run: TrainedRun;
}

/** Read as p.density (rows, columns) and p.logZ. */
export interface DensityValue {
  readonly kind: "density";
  readonly density: DensityGrid;
}

export interface FileValue {
  readonly kind: "file";
  readonly file: UploadedFile;
}

/** An input; in other cells its name stands for `value`. */
export interface InputFieldValue {
  readonly kind: "input";
  readonly control: ControlSpec;
  /** null: a file is still to be chosen */
  readonly value: TensorValue | StringValue | BooleanValue | FileValue | null;
}

export interface FigureValue {
  readonly kind: "figure";
  readonly figure: FigureSpec;
}

/** What a cell is to the reader. */
export type CellKind = "text" | "formula" | "input" | "figure" | "run";
