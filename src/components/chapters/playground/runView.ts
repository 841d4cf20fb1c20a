import type { KernelClient, RunSnapshot, RunState } from "../../../kernel/protocol.js";
import type { ScoresBeside } from "../../../notebook/templates/chapters/playground.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import { nearestSnapshot } from "../../../rbm/training/snapshotEpochs.js";
import type { Reference, Series } from "../../figures/chart/chartSeries.js";
import type { PlaneFigure } from "../../figures/plane/planeFigure.js";
import { drawsAt } from "../../figures/plane/trajectoryView.js";
import { ringWindow } from "../../sources/ringWindow.js";
import type { CouplingNote } from "./couplingNote.js";
import type { Judging } from "./judging.js";
import type { KeptRun } from "./keptRun.js";
import type { MixtureRival } from "./mixtureRival.js";
import type { PlaygroundData } from "./playgroundData.js";
import type { PlaygroundCharts } from "./playgroundFigures.js";
import type { Raced } from "./race/raceTypes.js";
import type { DataChoice } from "./runSetup.js";
import { reconstructionError } from "./reconstructionError.js";
import type { ScoreTable } from "./scoreTable.js";

/** Milliseconds between two tables of scores while a run trains: nobody reads 25 a second, and each costs a millisecond. */
const tablePace = 200;

/** What a run came of. */
export interface RunOrigin {
  readonly recipe: Recipe;
  readonly data: PlaygroundData;
  /** the data in words, as in "moons, 500 points, seed 0" */
  readonly words: string;
  readonly choice: DataChoice;
  /** where training began; null: where its recipe begins */
  readonly start: Machine | null;
  /** a machine of a file that is shown in place of one that was trained */
  readonly loaded: Machine | null;
}

/** What the figures show of a run. */
export interface ShownRun {
  readonly origin: RunOrigin;
  /** of the machine shown; null: the last there is to be */
  readonly epoch: number | null;
  readonly isDiverged: boolean;
  /** whether the machine's density is known */
  readonly hasDensity: boolean;
  /** what the chart of scores has beside the run's own */
  readonly beside: ScoresBeside;
}

/** What shows a run, and what it is compared with. */
export interface RunViewParts {
  readonly plane: PlaneFigure;
  readonly charts: PlaygroundCharts;
  readonly table: ScoreTable;
  readonly couplingNote: CouplingNote;
  readonly judging: Judging;
  readonly rival: MixtureRival;
  /** scores of a run that was kept, to be seen beside this one's */
  compared(): Series | null;
  onError(error: unknown): void;
}

/** The page's run in its figures, at the epoch of the charts' playhead. */
export interface RunView {
  readonly machine: Machine | null;
  /** the chains' last points, once training is done */
  readonly draws: Points | null;
  /** null: no run has been shown yet */
  readonly origin: RunOrigin | null;
  show(state: RunState, origin: RunOrigin): void;
  showEpoch(epoch: number): void;
  /** Shows the scores again: something to compare them with is known. */
  refresh(): void;
  /** the run as it may be kept; null if it is not done */
  finished(): KeptRun | null;
  /** the machine shown, and those before it in its training */
  raced(): Raced | null;
  /** null: there is nothing to be seen yet */
  shownRun(): ShownRun | null;
}

export function runView(client: KernelClient, parts: RunViewParts): RunView {
  const { plane, charts, table, judging, rival } = parts;
  let run: { readonly state: RunState; readonly origin: RunOrigin } | null = null;
  let shown: RunSnapshot | null = null;
  let tableDue: ReturnType<typeof setTimeout> | undefined;

  const draws = () => {
    const trajectory = run?.state.trajectory;
    return trajectory ? drawsAt(trajectory, trajectory.steps - 1) : null;
  };

  function show(state: RunState, origin: RunOrigin): void {
    run = { state, origin };
    showCharts();
    const newest = state.snapshots.at(-1);
    if (newest) showSnapshot(newest);
    if (state.phase === "training") tableDue ??= setTimeout(showScores, tablePace);
    else showScores();
    const drawn = draws();
    if (drawn) plane.update({ draws: drawn });
    // What was drawn from the machine before is none of this one's.
    else if (state.phase === "diverged") plane.update({ draws: null });
  }

  function showEpoch(epoch: number): void {
    if (!run || run.state.snapshots.length === 0) return;
    showSnapshot(run.state.snapshots[nearestSnapshot(run.state.snapshots, epoch)]);
    showScores();
  }

  function showSnapshot(snapshot: RunSnapshot): void {
    if (!run) return;
    shown = snapshot;
    charts.value = snapshot.epoch;
    const { machine, density, nllTrain } = snapshot;
    parts.couplingNote.update({ machine, coupling: run.origin.recipe.coupling ?? "sigma2" });
    if (density) plane.update({ density });
    else if (nllTrain === null) plane.update({ density: null });
    else {
      client
        .density({ machine, grid: ringWindow })
        .then((found) => shown === snapshot && plane.update({ density: found }))
        .catch(parts.onError);
    }
  }

  function showCharts(): void {
    if (!run) return;
    const { recipe, data } = run.origin;
    charts.update({
      state: run.state,
      clip: recipe.clip,
      references: references(data),
      exactLoss: recipe.trainer === "exact",
      compared: parts.compared()
    });
  }

  function references(data: PlaygroundData): Reference[] {
    const [law, mixture] = [judging.lawNll(data), rival.on(data)];
    return [
      ...(law === null ? [] : [{ name: "the law", value: law }]),
      ...(mixture ? [{ name: `mixture of ${mixture.components}`, value: mixture.nllHeldOut }] : [])
    ];
  }

  function showScores(): void {
    clearTimeout(tableDue);
    tableDue = undefined;
    if (!run || !shown) return;
    const { recipe, data } = run.origin;
    const at = shown.epoch - 1;
    const mixture = rival.on(data);
    table.update({
      nllTrain: shown.nllTrain,
      nllTest: shown.nllTest,
      cdLoss: recipe.trainer === "cd" && at >= 0 ? (run.state.losses[at] ?? null) : null,
      reconstruction: reconstructionError(shown.machine, data.train),
      unscored: unscored(shown, data),
      unitScale: data.units && Array.from(data.units.scale),
      judgement: judging.of(shown.machine),
      unjudged: unjudged(run.state, shown, data),
      mixture: mixture && {
        components: mixture.components,
        nllTest: mixture.nllHeldOut,
        isFinal: mixture.isFinal
      }
    });
  }

  function finished(): KeptRun | null {
    const points = draws();
    if (!run || !shown || !points) return null;
    const { recipe, words, data } = run.origin;
    const scored = run.state.snapshots.filter(({ nllTrain }) => nllTrain !== null);
    return {
      data: words,
      recipe,
      epoch: shown.epoch,
      nllTrain: shown.nllTrain,
      nllTest: shown.nllTest,
      judgement: judging.of(shown.machine),
      density: shown.density,
      draws: points,
      units: data.units,
      curve: {
        x: scored.map(({ epoch }) => epoch),
        y: scored.map(({ nllTest, nllTrain }) => nllTest ?? nllTrain ?? NaN)
      }
    };
  }

  function raced(): Raced | null {
    if (!run || !shown) return null;
    const { epoch, machine } = shown;
    const before = run.state.snapshots.filter((snapshot) => snapshot.epoch <= epoch);
    return { machine, snapshots: before.map((snapshot) => snapshot.machine), data: run.origin.data.train, seed: 0 };
  }

  function shownRun(): ShownRun | null {
    if (!run || !shown) return null;
    const { origin, state } = run;
    const isDiverged = state.phase === "diverged";
    const isLast = shown.epoch === state.epochs || (isDiverged && shown === state.snapshots.at(-1));
    return {
      origin,
      epoch: isLast || origin.loaded ? null : shown.epoch,
      isDiverged,
      hasDensity: shown.nllTrain !== null,
      beside: {
        mixture: rival.on(origin.data)?.components ?? null,
        law: judging.lawNll(origin.data) !== null,
        kept: parts.compared(),
        isLogarithmic: charts.isLogarithmic
      }
    };
  }

  return {
    get machine() {
      return shown?.machine ?? null;
    },
    get draws() {
      return draws();
    },
    get origin() {
      return run?.origin ?? null;
    },
    show,
    showEpoch,
    refresh() {
      showCharts();
      showScores();
    },
    finished,
    raced,
    shownRun
  };
}

/** Why a snapshot lacks a score; null: it has what there is to have. */
function unscored({ exact, nllTrain }: RunSnapshot, { test }: PlaygroundData): string | null {
  if (nllTrain === null) return exact;
  return test ? null : tooFew;
}

/** Why draws say nothing of a snapshot; null: they do, or will. */
function unjudged({ phase, snapshots }: RunState, shown: RunSnapshot, { test }: PlaygroundData): string | null {
  if (!test) return tooFew;
  if (phase === "diverged") return "training stopped before anything was drawn";
  return shown === snapshots.at(-1) ? null : "the draws are those of the last epoch’s machine";
}

const tooFew = "of fewer than ten points none is kept back";
