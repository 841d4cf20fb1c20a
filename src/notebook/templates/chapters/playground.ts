import type { PlaneLawName } from "../../../rbm/data/planeLaws.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Notebook } from "../../document/notebook.js";
import { digitsOf, machineCells } from "../machineCells.js";
import { rowsFile } from "../rowsFile.js";
import { argumentsSource, matrixSource, namesSource, numberSource as number } from "../source.js";
import { code, notebookOf, text } from "../template.js";
import type { Draft } from "../template.js";
import { initialSource, trainSource } from "./training.js";

/** What a run of the playground came of. */
export interface PlaygroundRun {
  readonly data: LawPoints | OwnPoints;
  readonly recipe: Recipe;
  /** where training began; null: where its recipe begins */
  readonly start: Machine | null;
  /** a machine of a file in place of one that was trained; null: there is none */
  readonly loaded: Machine | null;
  /** of the machine shown; null: the last */
  readonly epoch: number | null;
}

interface LawPoints {
  readonly law: PlaneLawName;
  readonly count: number;
  readonly seed: number;
}

interface OwnPoints {
  /** as the plane has them */
  readonly points: Points;
  /** of the split */
  readonly seed: number;
  readonly units: { readonly mean: ArrayLike<number>; readonly scale: ArrayLike<number> } | null;
}

/** Points that a reader has to have before a fifth is kept back. */
const fewestToSplit = 10;

/** "Data, draws and density". @param shows what the plane has; chains as many and as long as the page draws them */
export function planeNotebook(
  run: PlaygroundRun,
  shows: {
    readonly chains: { readonly chains: number; readonly steps: number } | null;
    readonly density: boolean;
    readonly contours: boolean;
  }
): Notebook {
  const { chains } = shows;
  const units = "points" in run.data ? run.data.units : null;
  const layers = argumentsSource({
    density: shows.density ? "density(shown)" : null,
    contours: shows.contours ? null : "false",
    units: units && "scales",
    label: '"Data, draws and density"'
  });
  return notebookOf("A run of the playground", [
    text("# Data, draws and density\n\nA run of the playground, by its recipe."),
    ...dataCells(run),
    ...machineOfRun(run),
    ...(chains ? [code(`draws = sample(${run.loaded ? "shown" : "run"}, ${chains.chains}, ${chains.steps})`)] : []),
    ...(units ? [code(`scales = ${matrixSource([units.mean, units.scale])}`)] : []),
    code(`scatter(data${chains ? ", draws" : ""}${layers})`, { id: "figure" }),
    ...(hasTest(run) && shows.density ? [code("nll(shown, test)")] : [])
  ]);
}

/** What the chart of scores has beside the run's own. */
export interface ScoresBeside {
  /** components of the mixture that it is read against; null: none */
  readonly mixture: number | null;
  /** whether the law's own score is there */
  readonly law: boolean;
  /** scores of a run that was kept; null: none */
  readonly kept: { readonly name: string; readonly x: ArrayLike<number>; readonly y: ArrayLike<number> } | null;
  readonly isLogarithmic: boolean;
}

/** Points that the page fits a mixture to, at most. */
const fittedPoints = 2000;

/** Scores, losses and norms of a run over its epochs; of a machine of a file its scores alone. */
export function chartsNotebook(run: PlaygroundRun, beside: ScoresBeside): Notebook {
  const { recipe, epoch } = run;
  const isTrained = run.loaded === null;
  const { mixture, law, kept } = beside;
  const test = hasTest(run);
  const levels = [...(law ? ["lawScore"] : []), ...(mixture ? ["rival.nllTest"] : [])];
  const levelNames = [...(law ? ["the law"] : []), ...(mixture ? [`mixture of ${mixture}`] : [])];
  const names = ["training points", ...(test ? ["fresh points"] : []), ...(kept ? [kept.name] : [])];
  const axes = `left = 0, right = ${isTrained ? recipe.epochs : 1}${epoch === null ? "" : `, at = ${epoch}`}`;
  const scores = isTrained
    ? `run.nllCurve${test ? ", run.nllTestCurve" : ""}, x = run.nllEpochs`
    : `[nll(shown, data)]${test ? ", [nll(shown, test)]" : ""}, x = [0]`;
  const fitted = dataCount(run) > fittedPoints ? `data[1:${fittedPoints}, :]` : "data";
  return notebookOf("Scores of a run of the playground", [
    text("# Scores, loss and norms\n\nA run of the playground, by its recipe."),
    ...dataCells(run),
    ...machineOfRun({ ...run, epoch: null }),
    ...(law && "law" in run.data ? [code(`lawScore = lawNll(test, "${run.data.law}")`)] : []),
    ...(mixture ? [code(`rival = mixture(${fitted}, ${mixture}, test = test)`)] : []),
    ...(kept
      ? [
          rowsFile(
            "Run kept",
            Array.from(kept.x, (x, i) => [x, kept.y[i]])
          ),
          code("kept = csv(run_kept)")
        ]
      : []),
    code(
      `line(${scores}, ${axes}${argumentsSource({
        beside: kept && "kept",
        reference: levels.length > 0 ? `[${levels.join(", ")}]` : null,
        referenceName: levels.length > 0 ? namesSource(levelNames) : null,
        log: beside.isLogarithmic ? "true" : null
      })},\n  names = ${namesSource(names)}, tones = "${test ? "data, draws" : "data"}${kept ? ", ink" : ""}", dashes = "${test ? "dashed, solid" : "dashed"}${kept ? ", dotted" : ""}",\n  label = "Exact negative log-likelihood", xName = "epoch", yName = "NLL, nats per point")`,
      { id: "figure" }
    ),
    ...(isTrained
      ? [
          code(
            `line(run.loss, ${axes}, names = "${recipe.trainer === "exact" ? "NLL" : "CD loss"}", label = "CD loss", xName = "epoch", yName = "loss, nats")`,
            { id: "loss" }
          ),
          code(
            `line(run.gradientNorm, ${axes}, log = true${recipe.clip === null ? "" : `, reference = ${number(recipe.clip)}, referenceName = "the clip"`},\n  names = "gradient norm", label = "Gradient norm", xName = "epoch", yName = "norm before clipping")`,
            { id: "norm" }
          )
        ]
      : [])
  ]);
}

function dataCount({ data }: PlaygroundRun): number {
  return "law" in data ? data.count : data.points.count;
}

function hasTest(run: PlaygroundRun): boolean {
  return "law" in run.data || dataCount(run) >= fewestToSplit;
}

/** The points as `data`, and fresh ones as `test` if there are any. */
function dataCells(run: PlaygroundRun): Draft[] {
  const { data } = run;
  if ("law" in data) {
    const { law, count, seed } = data;
    const of = (points: number, more: string): string => `planeLaw("${law}", ${points}, seed = luck${more})`;
    return [
      code(`luck = seed(${seed}, label = "Seed of the data")`),
      code(`data = ${of(count, "")}`),
      code(`test = ${of(2000, ', stream = "fresh data"')}`)
    ];
  }
  const { n, count, values } = data.points;
  const rows = Array.from({ length: count }, (_, row) => values.subarray(row * n, (row + 1) * n));
  return [
    ...(data.units
      ? [
          text(
            "The columns of the file were brought to the scale of the plane: $x = (v - \\text{mean}) / \\text{scale}$, with a mean and a scale for each."
          )
        ]
      : []),
    rowsFile("Points", rows),
    ...(hasTest(run)
      ? [
          code(`parts = splitData(csv(points), 0.8, seed = ${data.seed})`),
          code("data = parts.train"),
          code("test = parts.test")
        ]
      : [code("data = csv(points)")])
  ];
}

/** The run as `run`, and the machine that is shown as `shown`. */
function machineOfRun(run: PlaygroundRun): Draft[] {
  const { recipe, start, loaded, epoch } = run;
  if (loaded) return machineCells("shown", loaded, digitsOf(loaded));
  const training = trainSource("start", "data", recipe).replace(/\)$/, hasTest(run) ? ", test = test)" : ")");
  return [
    ...(start ? machineCells("start", start, digitsOf(start)) : [code(`start = ${initialSource(recipe)}`)]),
    code(`run = ${training}`),
    code(`shown = ${epoch === null ? "run.machine" : `machineAt(run, ${epoch})`}`)
  ];
}
