import type { KernelClient, RunSnapshot, RunState } from "../../../kernel/protocol.js";
import type { Checkpoint } from "../../../rbm/checkpoint/checkpoint.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import { ringNegativeLogLikelihood } from "../../../rbm/exact/ringDensity.js";
import type { Points } from "../../../rbm/shapes.js";
import { nearestSnapshot } from "../../../rbm/training/snapshotEpochs.js";
import { setSymbolValues } from "../../article/symbolMeanings.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import type { Series } from "../../figures/chart/chartSeries.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import { player } from "../../controls/player.js";
import { ringBand, ringFigure } from "../../figures/plane/ringFigure.js";
import { statement } from "../../dom/statement.js";
import { drawsAt } from "../../figures/plane/trajectoryView.js";
import { ringWindow } from "../../sources/ringWindow.js";

/** A run of training to look at: a live one's state, or a checkpoint as such a state. */
export interface TrainingView extends HTMLElement {
  /** The snapshot shown. */
  readonly value: RunSnapshot | null;
  /** Shows a run; while the newest snapshot is the one shown, the newest stays shown. */
  update(state: RunState, recipe: Recipe): void;
  /** Other data; the truth is the ring's, and is shown beside the ring's points only. */
  setData(data: Points, law: "ring" | "unknown"): void;
  /** The run was cancelled: unless another begins, the density and the draws of its last machine are looked up. */
  showCancelled(): void;
}

/** Draws at a snapshot that the reader looks back at: fewer steps than the lab's, for an answer in a frame or two. */
export const lookingBack = { chains: 500, steps: 200, seed: 0 };

/** Milliseconds without a new run after which a cancelled one was not merely replaced by the next. */
const replacedWithin = 100;

/** Where the scores of a machine that is learning the ring are told apart; the first epochs lie far above. */
const ringScores = [0.6, 2.6] as const;

/** @param controls what the run is set by, beside the plane @param everyScore whether the scores of a run that fails are shown as well */
export function trainingView(
  client: KernelClient,
  data: Points,
  heldOut: Points,
  controls: HTMLElement | null,
  { everyScore = false }: { readonly everyScore?: boolean } = {}
): TrainingView {
  const ringTruth = { name: "the truth", value: ringNegativeLogLikelihood(heldOut) };
  let truth: typeof ringTruth | null = ringTruth;
  const figure = ringFigure({ label: "Data, draws and density at one epoch", names: { density: "p(x), exact" } });
  const replay = player({ label: "Epochs", frames: 1, rate: 10, mode: "once", unit: "snapshot" });
  const score = element("div", { class: "score" });
  const epochs = { xName: "epoch", xDomain: [0, 1] as const };
  const lossChart = lineChart({ ...epochs, label: "CD loss", yName: "loss, nats" });
  const normChart = lineChart({ ...epochs, label: "Gradient norm", yName: "norm before clipping", yScale: "log" });
  const nllChart = lineChart({
    ...epochs,
    label: "Exact negative log-likelihood",
    yName: "NLL, nats per point",
    ...(everyScore ? { yScale: "log" as const } : { yDomain: ringScores })
  });
  const allCharts = [nllChart, lossChart, normChart];
  const plane = element("div", { class: "training-plane" }, figure, replay, score);
  const charts = element("div", { class: "training-charts" }, ...allCharts);
  const stage = element("div", { class: "training-stage" }, plane, controls);
  const root = element("div", { class: "training-lab" }, stage, charts);
  keepInside(charts);
  figure.update({ data });

  let state: RunState | null = null;
  let shown: RunSnapshot | null = null;
  let lookup = new AbortController();

  replay.addEventListener("input", () => showSnapshot(replay.value));
  for (const chart of allCharts) {
    chart.addEventListener("input", () => {
      if (!state) return;
      replay.value = nearestSnapshot(state.snapshots, chart.value);
      showSnapshot(replay.value);
      emitInput(replay);
    });
  }

  function showSnapshot(index: number): void {
    const snapshot = state?.snapshots[index];
    if (!state || !snapshot) return;
    const newest = index === state.snapshots.length - 1;
    // What the run itself is about to bring need not be asked for.
    const coming = newest && (state.phase === "training" || state.phase === "sampling");
    for (const chart of allCharts) chart.value = snapshot.epoch;
    if (snapshot !== shown) {
      shown = snapshot;
      showLetters(snapshot);
      score.replaceChildren(scoreOf(snapshot, state));
      lookup.abort();
      lookup = new AbortController();
      // Without an exact score there is no log Z, and no density to look up.
      if (snapshot.density || snapshot.nllTrain === null) figure.update({ density: snapshot.density });
      else if (!coming) void lookUpDensity(snapshot, lookup.signal);
      if (!coming && !(newest && state.trajectory)) void lookUpDraws(snapshot, lookup.signal);
    }
    if (newest && state.trajectory) figure.update({ draws: drawsAt(state.trajectory, state.trajectory.steps - 1) });
  }

  async function lookUpDensity({ machine }: RunSnapshot, signal: AbortSignal): Promise<void> {
    const density = await client.density({ machine, grid: ringWindow }, { signal }).catch(dropped(signal));
    if (density) figure.update({ density });
  }

  async function lookUpDraws({ machine }: RunSnapshot, signal: AbortSignal): Promise<void> {
    const trajectory = await client.sample({ ...lookingBack, machine, start: null }, { signal }).catch(dropped(signal));
    if (trajectory) figure.update({ draws: drawsAt(trajectory, trajectory.steps - 1) });
  }

  const view = withValue<RunSnapshot | null, HTMLDivElement>(
    root,
    () => shown,
    () => {
      throw new TypeError("the snapshot shown follows the player");
    }
  );
  return Object.assign(view, {
    setData(next: Points, law: "ring" | "unknown") {
      truth = law === "ring" ? ringTruth : null;
      lookup.abort();
      figure.update({ data: next, draws: null, density: null, band: law === "ring" ? ringBand : null });
      nllChart.update({ yDomain: law === "ring" ? ringScores : null });
      state = null;
      shown = null;
    },
    showCancelled() {
      const left = state;
      setTimeout(() => {
        if (!left || state !== left) return;
        state = { ...left, phase: "done" };
        shown = null;
        showSnapshot(replay.value);
      }, replacedWithin);
    },
    update(next: RunState, recipe: Recipe) {
      const following = !state || replay.value >= state.snapshots.length - 1 || next.epoch < state.epoch;
      state = next;
      const xDomain = [0, next.epochs] as const;
      const epochAxis = Array.from({ length: next.losses.length }, (_, i) => i + 1);
      const exact = next.snapshots.filter(({ nllTrain }) => nllTrain !== null);
      const x = exact.map(({ epoch }) => epoch);
      lossChart.update({
        xDomain,
        series: [{ name: recipe.trainer === "exact" ? "NLL" : "CD loss", tone: "ink", x: epochAxis, y: next.losses }]
      });
      normChart.update({
        xDomain,
        series: [{ name: "gradient norm", tone: "ink", x: epochAxis, y: next.gradientNorms }],
        references: recipe.clip === null ? [] : [{ name: "the clip", value: recipe.clip }]
      });
      const onData: Series = { name: "data", tone: "data", dash: "dashed", x, y: exact.map((each) => each.nllTrain!) };
      const onFresh: Series = { name: "fresh points", tone: "draws", x, y: exact.map((each) => each.nllTest ?? NaN) };
      nllChart.update({
        xDomain,
        series: truth ? [onData, onFresh] : [onData],
        references: truth ? [truth] : [],
        ...(everyScore ? {} : scoreAxis(next, exact))
      });
      replay.setFrames(Math.max(1, next.snapshots.length));
      if (following) replay.value = Math.max(0, next.snapshots.length - 1);
      showSnapshot(replay.value);
    }
  });

  /** The ring's scores; every score, on a logarithmic axis, where a run is over and none of its own is among them. */
  function scoreAxis({ phase }: RunState, scored: readonly RunSnapshot[]) {
    const near = phase === "training" || scored.some(({ nllTrain }) => nllTrain! < ringScores[1]);
    if (near) return { yScale: "linear" as const, yDomain: truth && ringScores };
    return { yScale: "log" as const, yDomain: null };
  }

  function scoreOf({ epoch, nllTrain, nllTest, exact }: RunSnapshot, { epochs }: RunState): HTMLElement {
    const where = `Epoch ${epoch} of ${epochs}: `;
    if (nllTrain === null) return statement(`${where}no exact score: ${exact}`);
    if (!truth || nllTest === null)
      return statement(where, { value: nllTrain, digits: 3, unit: "nats" }, " on the data");
    return statement(where, { value: nllTest, digits: 3, unit: "nats" }, " on fresh points; the truth scores ", {
      value: truth.value,
      digits: 3
    });
  }
}

/** What the letters of the formulas are in the machine shown. */
function showLetters({ machine: { n, m, b, W, d, logSigma2 }, logZ }: RunSnapshot): void {
  setSymbolValues({
    b: Array.from(b),
    d: Array.from(d),
    sigma2: Array.from(logSigma2, Math.exp),
    W: Array.from({ length: n }, (_, i) => Array.from(W.subarray(i * m, (i + 1) * m))),
    ...(logZ === null ? {} : { Z: Math.exp(logZ) })
  });
}

/** A checkpoint, as the last state of the run that it keeps. */
export function stateOfCheckpoint({ recipe, snapshots, losses, gradientNorms }: Checkpoint): RunState {
  return {
    phase: "done",
    epoch: recipe.epochs,
    epochs: recipe.epochs,
    losses: Float32Array.from(losses),
    gradientNorms: Float32Array.from(gradientNorms),
    snapshots: snapshots.map((snapshot) => ({
      ...snapshot,
      logZ: null,
      exact: snapshot.nllTrain === null ? "The file holds none." : "exact",
      density: null
    })),
    trajectory: null,
    diverged: null,
    elapsed: 0
  };
}

/** A run that is done, as a checkpoint to keep. */
export function checkpointOfState(state: RunState, recipe: Recipe, name: string): Checkpoint {
  return {
    name,
    recipe,
    n: state.snapshots[0].machine.n,
    m: recipe.hidden,
    snapshots: state.snapshots.map(({ epoch, machine, nllTrain, nllTest }) => ({ epoch, machine, nllTrain, nllTest })),
    losses: Array.from(state.losses),
    gradientNorms: Array.from(state.gradientNorms)
  };
}

/** What was overtaken on purpose is no failure. */
function dropped(signal: AbortSignal) {
  return (error: unknown): null => {
    if (signal.aborted) return null;
    throw error;
  };
}
