import type { DensityGrid } from "../../rbm/exact/grid.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Points } from "../../rbm/shapes.js";
import type { Trajectory } from "../../rbm/sampling/trajectory.js";
import type { CellId } from "../cells/cells.js";
import type { WatchedAnswer } from "../../language/worker/watchedAnswer.js";
import type { Report } from "../grading/report.js";
import type { Answers } from "../learner/learnerFunctions.js";
import type { LearnerRecipe } from "../learner/learnerMachine.js";

/** What the worker is asked. */
export type Request =
  | { readonly kind: "grade"; readonly cell: CellId; readonly source: string; readonly prior: Answers }
  | {
      readonly kind: "train";
      /** null: the library's own training, which the solutions repeat draw for draw */
      readonly answers: Answers | null;
      readonly data: Points;
      readonly test: Points;
      readonly recipe: LearnerRecipe;
    }
  | {
      readonly kind: "sample";
      /** null: the library's own chains */
      readonly answers: Answers | null;
      readonly machine: Machine;
      readonly chains: number;
      readonly steps: number;
      readonly seed: number;
    };

/** What training sends while it runs; the machine comes with every few epochs. */
export interface TrainingProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly machine: Machine | null;
  /** its exact density over the ring; null if the machine was not sent, or is too wide for a grid */
  readonly density: DensityGrid | null;
}

export interface TrainingResult {
  readonly machine: Machine;
  readonly density: DensityGrid | null;
  readonly losses: readonly number[];
  readonly gradientNorms: readonly number[];
  /** exact negative log-likelihood in nats a point, of the data it was trained on and of the test data */
  readonly trainNll: number;
  readonly testNll: number;
}

export interface Results {
  grade: Report;
  train: TrainingResult;
  sample: Trajectory;
}

export interface Progress {
  grade: never;
  train: TrainingProgress;
  sample: { readonly done: number; readonly steps: number };
}

/** What the worker posts. News of null mean that it is alive: another run of a formula begins. */
export type Message = WatchedAnswer<Progress["train"] | Progress["sample"] | null, Results[keyof Results]>;
