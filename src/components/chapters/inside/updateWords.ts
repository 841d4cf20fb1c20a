import { loopEvaluator } from "../../../rbm/model/loops.js";
import type { Machine, Parameters } from "../../../rbm/model/machine.js";
import { gradientNorm } from "../../../rbm/training/clipping.js";
import { readable } from "../../dom/readable.js";
import type { StatementPart } from "../../dom/statement.js";
import type { SmallRun } from "./smallRun.js";
import { arrowScale } from "./updateSketch.js";
import type { StageName } from "./updateSketch.js";
import type { UpdateStages } from "./updateStages.js";

export interface WordsOptions {
  readonly run: SmallRun;
  readonly stages: UpdateStages;
  readonly row: number;
  /** log Z of the machine before and after, nats */
  readonly logZ: { readonly before: number; readonly after: number };
}

/** What a stage of an update comes to, in a sentence or three with its numbers. */
export function updateWords(stage: StageName, { run, stages, row, logZ }: WordsOptions): StatementPart[] {
  const { recipe, batch } = run;
  const { m } = stages.before;
  const { count } = batch;
  const point = row + 1;
  const score = (machine: Machine, of: number) => of - mean(loopEvaluator.c(machine, stages.x));
  switch (stage) {
    case "Data":
      return [
        `A batch: all ${count} points of this ring, as circles, over the density of the machine as it is. Its −log p(x), averaged over them, is `,
        { value: score(stages.before, logZ.before), digits: 4, unit: "nats" },
        `. Point ${point} is followed.`
      ];
    case "Hidden draws": {
      const on = units(stages.z, row, m);
      return [
        `Each point gives every unit a probability, and a coin decides. Point ${point} switches on ${on.length === 0 ? "none" : list(on)}. On average `,
        { value: sum(stages.z) / count, digits: 2 },
        ` of ${m} units are on.`
      ];
    }
    case "Means":
      return [
        `The columns of the units that are on add up to the mean, ${meanFormula[recipe.coupling]}: a cross for each point. On average it lies `,
        { value: distance(stages.x, stages.means), digits: 3 },
        " from its point."
      ];
    case "Noise":
      return [
        `Noise with σ = ${readable(recipe.sigma, 1)} on each axis turns the means into draws x′, as diamonds. This time its root mean square is `,
        { value: Math.sqrt(mean(stages.draws.map((value, i) => (value - stages.means[i]) ** 2))), digits: 3 },
        ". One step of Gibbs sampling is done."
      ];
    case "Second phase":
      return [
        "The draws are asked what the data were asked, p(z | x′). No coin is tossed now: the gradient needs the probability alone. On average it differs from p(z | x) by ",
        { value: mean(stages.pAfter.map((value, i) => Math.abs(value - stages.p[i]))), digits: 3 },
        "."
      ];
    case "Two gradients":
      return [
        "At b and at each column: where the data pull (solid), where the draws push (dashed), and what is left (thick). The pull is ",
        { value: gradientNorm(stages.positive), digits: 2 },
        " long over all parameters, the push ",
        { value: gradientNorm(stages.negative), digits: 2 },
        ", and what is left ",
        { value: stages.norm, digits: 2 },
        `. Arrows are drawn at ${times(stages, stage)} their length.`
      ];
    case "Clip":
      return clipWords(stages, recipe.clip, times(stages, stage));
    case "Step":
      return [
        `A step of ${readable(recipe.learningRate, 2)} times the arrow: in all `,
        { value: stepLength(stages, recipe.learningRate), digits: 4 },
        " long. −log p(x) over the batch goes from ",
        { value: score(stages.before, logZ.before), digits: 4 },
        " to ",
        { value: score(stages.after, logZ.after), digits: 4, unit: "nats" },
        `. The density beneath is the next machine’s; the moves are drawn at ${times(stages, stage)} their length.`
      ];
  }
}

const meanFormula = { sigma2: "b + Wz", sigma: "b + σW′z", none: "b + σ²W′z" } as const;

function clipWords(stages: UpdateStages, clip: number | null, drawnAt: string): StatementPart[] {
  const length: StatementPart = { value: stages.norm, digits: 2 };
  const scale = ` Arrows are drawn at ${drawnAt} their length.`;
  if (clip === null) return ["The gradient is ", length, ` long, and with no clip it stays so.${scale}`];
  if (stages.clipFactor === 1) return ["The gradient is ", length, ` long, within ${clip}: it stays as it is.${scale}`];
  return [
    "The gradient is ",
    length,
    ` long, more than ${clip}. Every arrow is multiplied by `,
    { value: stages.clipFactor, digits: 3 },
    `: shorter, in the same direction.${scale}`
  ];
}

/** Of the parameters that the recipe's convention moves. */
function stepLength({ norm, clipFactor }: UpdateStages, learningRate: number): number {
  return learningRate * clipFactor * norm;
}

function times(stages: UpdateStages, stage: StageName): string {
  const scale = arrowScale(stages, stage);
  return scale >= 1 ? `${readable(scale, 0)} times` : `1/${readable(1 / scale, 0)} of`;
}

function units(z: Float64Array, row: number, m: number): number[] {
  return Array.from({ length: m }, (_, j) => j + 1).filter((unit) => z[row * m + unit - 1] === 1);
}

const list = (numbers: readonly number[]) =>
  numbers.length === 1
    ? `unit ${numbers[0]}`
    : `units ${numbers.slice(0, -1).join(", ")} and ${numbers[numbers.length - 1]}`;

/** Mean distance of corresponding points, (count, 2) flat. */
function distance(from: Float64Array, to: Float64Array): number {
  const each = Array.from({ length: from.length / 2 }, (_, row) =>
    Math.hypot(from[2 * row] - to[2 * row], from[2 * row + 1] - to[2 * row + 1])
  );
  return mean(each);
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const mean = (values: ArrayLike<number>) => sum(values) / values.length;

/** A parameter's pull, push and what is left, as the table below the figure has them. */
export interface GradientRow {
  readonly name: string;
  readonly positive: readonly number[];
  readonly negative: readonly number[];
  /** minus the gradient: where the step goes before the clip */
  readonly rest: readonly number[];
}

/** b; then of each unit its column of W and its d. */
export function gradientRows({ before: { m }, positive, negative, gradient }: UpdateStages): GradientRow[] {
  const row = (name: string, of: (parameters: Parameters) => number[]): GradientRow => ({
    name,
    positive: of(positive),
    negative: of(negative),
    rest: of(gradient).map((value) => -value)
  });
  return [
    row("b", ({ b }) => [...b]),
    ...Array.from({ length: m }, (_, j) => row(`unit ${j + 1}`, ({ W, d }) => [W[j], W[m + j], d[j]]))
  ];
}
