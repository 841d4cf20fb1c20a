import type { Expression } from "../../language/syntax/tree.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Recipe } from "../../rbm/training/recipe.js";
import type { DensityGrid, GridSpec } from "../../rbm/exact/grid.js";
import type { DensityOfAngle } from "../../rbm/exact/angularDensity.js";
import type { DistancesByStep } from "../../rbm/judging/kuiperDistance.js";
import type { Nearest } from "../../rbm/judging/nearestOf.js";
import type { Mended, MendRequest } from "../../rbm/sampling/mend.js";
import type { GaussianMixture } from "../../rbm/data/gaussianMixture.js";
import type { Points } from "../../rbm/shapes.js";
import type { Trajectory } from "../../rbm/sampling/trajectory.js";
import type { WatchedAnswer } from "../../language/worker/watchedAnswer.js";

/** A value that the worker has been told of. */
export type Ref = number;

/** What a ref stands for. Tensors are sent once and kept; functions are trees, with refs for what their names mean. */
export type Definition =
  | { readonly ref: Ref; readonly kind: "tensor"; readonly shape: readonly number[]; readonly values: Float64Array }
  | {
      readonly ref: Ref;
      readonly kind: "function";
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: Expression;
      readonly closure: readonly (readonly [string, Ref])[];
    };

/** The reader's functions for training; what is left out is the library's. */
export interface LearnerRefs {
  readonly c: Ref | null;
  readonly pZGivenX: Ref | null;
  readonly meanX: Ref | null;
  readonly varianceX: Ref | null;
}

export interface Evaluate {
  readonly kind: "evaluate";
  readonly expression: Expression;
  readonly scope: readonly (readonly [string, Ref])[];
  /** the stream that bernoulli and normal draw from */
  readonly seed: number;
  readonly stream: string;
  /** under which the result is kept here */
  readonly keep: Ref;
}

/** Do the functions give the library's values on machines of these sizes? */
export interface Agree {
  readonly kind: "agree";
  readonly functions: LearnerRefs;
  readonly n: number;
  readonly m: number;
}

export interface TrainByFormulas {
  readonly kind: "train";
  readonly functions: LearnerRefs;
  readonly machine: Machine;
  readonly data: Points;
  readonly recipe: Recipe;
  readonly snapshotEpochs: readonly number[];
}

/** What the library does that takes longer than a frame. */
export type LibraryTask =
  | {
      readonly kind: "mixture";
      readonly data: Points;
      readonly components: number;
      /** null: the number of components, as the data page has it */
      readonly seed: number | null;
    }
  | { readonly kind: "mixture nll"; readonly mixture: GaussianMixture; readonly data: Points }
  | { readonly kind: "mixing"; readonly trajectory: Trajectory; readonly burnIn: number; readonly greatestLag: number }
  | { readonly kind: "density"; readonly machine: Machine; readonly grid: GridSpec }
  | { readonly kind: "nll"; readonly machine: Machine; readonly data: Points }
  | { readonly kind: "logZ"; readonly machine: Machine }
  | { readonly kind: "angle density"; readonly machine: Machine; readonly logZ: number }
  | {
      readonly kind: "forgetting";
      readonly trajectory: Trajectory;
      readonly machine: Machine;
      readonly steps: number;
    }
  | {
      readonly kind: "noisy chains";
      readonly machine: Machine;
      readonly noise: number;
      readonly chains: number;
      readonly steps: number;
      readonly seed: number;
    }
  | { readonly kind: "nearest"; readonly x: Points; readonly among: Points }
  | { readonly kind: "mend"; readonly request: MendRequest }
  | ClassifyTask;

/** Multinomial regression fitted to labelled rows, and what it calls others. */
export interface ClassifyTask {
  readonly kind: "classify";
  readonly x: Points;
  readonly labels: ArrayLike<number>;
  readonly test: Points;
  /** labels that there may be, from 0; null: as many as labels has */
  readonly classes: number | null;
  readonly penalty: number;
}

export interface LibraryResults {
  mixture: { readonly mixture: GaussianMixture; readonly nll: number };
  "mixture nll": number;
  mixing: {
    readonly autocorrelations: readonly (readonly number[])[];
    readonly effectiveSampleSizes: readonly number[];
    readonly splitRhats: readonly number[];
  };
  density: DensityGrid;
  nll: number;
  logZ: number;
  "angle density": DensityOfAngle;
  forgetting: DistancesByStep;
  /** shape (steps, chains, n), flat */
  "noisy chains": Float64Array;
  nearest: Nearest;
  mend: Mended;
  /** for each row of test a label, and its probability */
  classify: { readonly named: Float64Array; readonly probability: Float64Array };
}

export type FormulaRequest = Evaluate | Agree | TrainByFormulas | LibraryTask;

export interface FormulaResults extends LibraryResults {
  evaluate: { readonly shape: readonly number[]; readonly values: Float64Array };
  agree: { readonly agrees: boolean };
  train: {
    readonly machine: Machine;
    /** the epoch that went wrong, and why */
    readonly diverged: { readonly epoch: number; readonly reason: string } | null;
  };
}

/** An epoch of training by formulas; the machine comes where a snapshot is wanted. */
export interface EpochNews {
  readonly epoch: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly machine: Machine | null;
}

/** To the worker. What it is told to forget comes first, then what it is told of. */
export interface Envelope {
  readonly id: number;
  readonly forget: readonly Ref[];
  readonly define: readonly Definition[];
  readonly request: FormulaRequest;
}

/** What is told of work under way: the share that is done, or epochs. */
export type FormulaNews = { readonly fraction: number } | { readonly epochs: readonly EpochNews[] };

/** From the worker. */
export type Answer = WatchedAnswer<FormulaNews, FormulaResults[keyof FormulaResults]>;
