import type { KernelClient, RunSnapshot, RunState } from "../../../kernel/protocol.js";
import { standardised } from "../../../rbm/data/unstandardised.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Points } from "../../../rbm/shapes.js";
import { inAddress, switchCodec } from "../../controls/address.js";
import { button } from "../../controls/button.js";
import { emitInput } from "../../controls/control.js";
import { runButton } from "../../controls/runButton.js";
import type { RunContext } from "../../controls/runButton.js";
import { toggle } from "../../controls/toggle.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import type { Reference } from "../../figures/chart/chartSeries.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { drawsAt } from "../../figures/plane/trajectoryView.js";
import { ringWindow } from "../../sources/ringWindow.js";
import { trainingRun } from "../../sources/trainingRun.js";
import { mixtureStudy } from "../data/mixtureStudy.js";
import type { MixtureScore } from "../data/mixtureStudy.js";
import { furtherControls } from "../training/furtherControls.js";
import { recipeControls } from "../training/recipeControls.js";
import { afterChangeControl, canGoOn } from "./carryOn.js";
import { contoursSwitch } from "./contoursSwitch.js";
import { couplingNote } from "./couplingNote.js";
import { dataControls } from "./dataControls.js";
import { drawingControls } from "./drawingControls.js";
import { failures } from "./failures.js";
import { judgeInWorker } from "./judgeInWorker.js";
import type { Judgement } from "./judgement.js";
import type { PlaygroundData } from "./playgroundData.js";
import type { KeptRun } from "./keptRun.js";
import { keptRuns } from "./keptRuns.js";
import { loadedRun } from "./loadedRun.js";
import { nearestSnapshot, playgroundCharts } from "./playgroundFigures.js";
import { playgroundFiles } from "./playgroundFiles.js";
import { planeRecipe, playgroundRecipes } from "./recipes.js";
import type { Raced } from "./race/raceTypes.js";
import { reconstructionError } from "./reconstructionError.js";
import { dataInWords, dataOf, runRequest, sampling } from "./runSetup.js";
import type { DataChoice, RunSetup } from "./runSetup.js";
import type { GridPage } from "./grid/gridPanel.js";
import { scoreTable } from "./scoreTable.js";

const mixtureSizes = [1, 2, 3, 4, 6, 8, 12];

/** The panel, and what it gives to the figures below it: the machine shown, and those before it in its training. */
export interface PlaygroundPanel extends HTMLElement, GridPage {
  machine(): Machine | null;
  raced(): Raced | null;
}

/** Any data, any recipe: trained while a control moves, and judged when it is done. */
export function playgroundPanel(client: KernelClient): PlaygroundPanel {
  const source = dataControls();
  const drawing = drawingControls();
  const recipe = recipeControls(planeRecipe, {
    mostHidden: 1000,
    recipes: playgroundRecipes,
    further: furtherControls()
  });
  const wrong = inAddress("wrong", toggle({ label: "Train the wrong way (sign −1)" }), switchCodec);
  const afterChange = afterChangeControl();
  const run = runButton({ label: "Train anew", run: train });
  const onwards = button({ label: "Go on from this machine", onClick: () => void goOn() });
  const figure = planeFigure({
    label: "Data, draws and density",
    names: { density: "p(x), exact" },
    overlay: drawing.sheet
  });
  const contours = contoursSwitch((shares) => figure.update({ contours: shares }));
  const charts = playgroundCharts(showEpoch);
  const table = scoreTable();
  const kept = keptRuns({ current: finishedRun, onChange: showCharts, onOpen: open });
  const inOtherBooks = couplingNote();
  const watch = element("p", { class: "statement", "aria-live": "polite" });
  const failure = errorBox();
  const files = playgroundFiles({
    trained: () => ({
      machine: shown?.machine ?? null,
      draws: last?.trajectory ? drawsAt(last.trajectory, last.trajectory.steps - 1) : null,
      units: trainedOn?.units ?? null
    }),
    onPoints(table) {
      drawing.take(table.points, table.units);
      source.chooseOwn();
    },
    onMachine: (machine) => void showLoaded(machine).catch((error: unknown) => failure.update(error))
  });

  let data: PlaygroundData | null = null;
  let trainedOn: PlaygroundData | null = null;
  let last: RunState | null = null;
  let shown: RunSnapshot | null = null;
  let asked: Recipe = recipe.value;
  let judgement: Judgement | null = null;
  let best: MixtureScore | null = null;
  let judging = new AbortController();
  let study = 0;
  let startFrom: Machine | null = null;

  async function goOn(): Promise<void> {
    startFrom = shown?.machine ?? null;
    await run.start();
  }

  /** A machine of a file in place of the one that was trained, to be judged and gone on from. */
  async function showLoaded(machine: Machine): Promise<void> {
    if (!data) throw new Error("There are no points yet to score the machine on. Draw some, or choose a law.");
    run.cancel();
    const own = data.units ? standardised(machine, data.units) : machine;
    const state = await loadedRun(client, own, data, sampling);
    recipe.value = { ...recipe.value, hidden: machine.m };
    asked = recipe.value;
    trainedOn = data;
    show(state);
    void judgeDraws(state);
  }

  async function train(context: RunContext): Promise<string> {
    const initial = startFrom;
    startFrom = null;
    if (!data) throw new Error("There are no points yet. Draw some on the plane, or choose a law.");
    trainedOn = data;
    asked = askedRecipe();
    if (initial && initial.m !== asked.hidden)
      throw new Error(
        `The machine has ${initial.m} hidden units, the recipe ${asked.hidden}: train anew, or set it back.`
      );
    const state = await trainingRun(client, runRequest(data, asked, initial), context, show);
    if (!state) return "";
    show(state);
    void judgeDraws(state);
    if (state.diverged) {
      const { epoch, reason } = state.diverged;
      throw new Error(`Training stopped at epoch ${epoch}: ${reason}. Shown is the last finite machine.`);
    }
    return `${state.epochs} epochs, then ${sampling.chains} chains of ${sampling.steps} steps: ${Math.round(state.elapsed)} ms.`;
  }

  function show(state: RunState): void {
    last = state;
    showCharts();
    const newest = state.snapshots.at(-1);
    if (newest) {
      charts.value = newest.epoch;
      showSnapshot(newest);
    }
    if (state.trajectory) figure.update({ draws: drawsAt(state.trajectory, state.trajectory.steps - 1) });
  }

  function showCharts(): void {
    if (!last) return;
    const { clip, trainer } = asked;
    charts.update({
      state: last,
      clip,
      references: references(),
      exactLoss: trainer === "exact",
      compared: kept.series
    });
  }

  /** The run as it may be kept: once it is done, the snapshot that is shown. */
  function finishedRun(): KeptRun | null {
    if (!shown || !last?.trajectory || !trainedOn) return null;
    const scored = last.snapshots.filter(({ nllTrain }) => nllTrain !== null);
    return {
      data: dataInWords(dataChoice(), trainedOn),
      recipe: asked,
      epoch: shown.epoch,
      nllTrain: shown.nllTrain,
      nllTest: shown.nllTest,
      judgement: shown === last.snapshots.at(-1) ? judgement : null,
      density: shown.density,
      draws: drawsAt(last.trajectory, last.trajectory.steps - 1),
      curve: {
        x: scored.map(({ epoch }) => epoch),
        y: scored.map(({ nllTest, nllTrain }) => nllTest ?? nllTrain ?? NaN)
      }
    };
  }

  /** The recipe of a run that was kept, on the data that the page has now. */
  function open({ recipe: wanted }: KeptRun): void {
    recipe.value = wanted;
    wrong.value = wanted.sign === -1;
    emitInput(wrong);
    void run.start();
  }

  function showEpoch(epoch: number): void {
    if (!last || last.snapshots.length === 0) return;
    const snapshot = nearestSnapshot(last.snapshots, epoch);
    charts.value = snapshot.epoch;
    showSnapshot(snapshot);
  }

  function showSnapshot(snapshot: RunSnapshot): void {
    shown = snapshot;
    inOtherBooks.update({ machine: snapshot.machine, coupling: asked.coupling ?? "sigma2" });
    onwards.disabled = false;
    if (snapshot.density) figure.update({ density: snapshot.density });
    else if (snapshot.nllTrain === null) figure.update({ density: null });
    else {
      const { machine } = snapshot;
      client
        .density({ machine, grid: ringWindow })
        .then((density) => shown === snapshot && figure.update({ density }))
        .catch((error: unknown) => failure.update(error));
    }
    showScores();
  }

  function showScores(): void {
    if (!shown || !data || !last) return;
    const at = shown.epoch - 1;
    table.update({
      nllTrain: shown.nllTrain,
      nllTest: shown.nllTest,
      cdLoss: asked.trainer === "cd" && at >= 0 ? (last.losses[at] ?? null) : null,
      reconstruction: reconstructionError(shown.machine, data.train),
      judgement: shown === last.snapshots.at(-1) ? judgement : null,
      mixture: best && { components: best.components, nllTest: best.nllHeldOut }
    });
  }

  async function judgeDraws({ trajectory, snapshots }: RunState): Promise<void> {
    judging.abort();
    judging = new AbortController();
    judgement = null;
    const { signal } = judging;
    if (!trajectory || !data?.test) return;
    const draws = drawsAt(trajectory, trajectory.steps - 1);
    try {
      const { machine, logZ } = snapshots[snapshots.length - 1];
      const found = await judgeInWorker({ machine, logZ, law: data.law, test: data.test, draws }, signal);
      if (!found) return;
      judgement = found;
      showCharts();
      showScores();
    } catch (error) {
      failure.update(error);
    }
  }

  function references(): Reference[] {
    const lines: Reference[] = [];
    if (judgement?.lawNll != null) lines.push({ name: "the law", value: judgement.lawNll });
    if (best) lines.push({ name: `mixture of ${best.components}`, value: best.nllHeldOut });
    return lines;
  }

  async function studyMixtures({ train: points, test }: PlaygroundData): Promise<void> {
    const own = ++study;
    best = null;
    if (!test) return;
    const components = mixtureSizes.filter((size) => size <= points.count / 4);
    const some: Points = points.count > 2000 ? { n: 2, count: 2000, values: points.values.slice(0, 4000) } : points;
    for await (const scores of mixtureStudy({ data: some, heldOut: test, components })) {
      if (own !== study) return;
      for (const score of scores) if (!best || score.nllHeldOut < best.nllHeldOut) best = score;
      showCharts();
      showScores();
    }
  }

  function dataChoice(): DataChoice {
    const points = source.value.name === "own" ? drawing.value : null;
    return { ...source.value, own: points && { points, units: drawing.units } };
  }

  function askedRecipe(): Recipe {
    return { ...recipe.value, sign: wrong.value ? -1 : 1 };
  }

  /** Sets the page to a run of the grid and runs it. */
  function openSetup({ data: chosen, recipe: wanted }: RunSetup): void {
    recipe.value = wanted;
    wrong.value = wanted.sign === -1;
    emitInput(wrong);
    if (chosen.own) drawing.take(chosen.own.points, chosen.own.units);
    source.choose(chosen);
    void run.start();
    root.scrollIntoView({ block: "start" });
  }

  function dataChanged(): void {
    drawing.update({ active: source.value.name === "own" });
    source.showUse();
    data = dataOf(dataChoice());
    judging.abort();
    judgement = null;
    figure.update(data ? { data: data.train, draws: null } : { data: null, draws: null, density: null });
    if (!data) return;
    studyMixtures(data).catch((error: unknown) => failure.update(error));
    if (afterChange.value !== "wait") void run.start();
  }

  function recipeChanged(): void {
    watch.textContent = "";
    if (afterChange.value === "wait") return;
    if (afterChange.value === "on" && shown && trainedOn === data && canGoOn(asked, recipe.value)) void goOn();
    else void run.start();
  }

  source.addEventListener("input", dataChanged);
  drawing.addEventListener("input", dataChanged);
  for (const control of [recipe, wrong]) control.addEventListener("input", recipeChanged);

  const failing = element(
    "div",
    { class: "presets", role: "group", "aria-label": "Recipes that fail" },
    ...failures.map((each) =>
      button({
        label: each.name,
        onClick: () => {
          recipe.value = { ...each.recipe, seed: recipe.value.seed };
          wrong.value = each.recipe.sign === -1;
          emitInput(wrong);
          watch.textContent = each.watch;
          void run.start();
        }
      })
    )
  );
  onwards.disabled = true;
  dataChanged();
  if (afterChange.value === "wait" && data) void run.start();

  function raced(): Raced | null {
    if (!shown || !last || !trainedOn) return null;
    const { epoch, machine } = shown;
    const snapshots = last.snapshots.filter((snapshot) => snapshot.epoch <= epoch).map((snapshot) => snapshot.machine);
    return { machine, snapshots, data: trainedOn.train, seed: 0 };
  }

  const root = element(
    "div",
    { class: "training-lab" },
    element(
      "div",
      { class: "training-stage" },
      element("div", { class: "training-plane" }, figure, contours, drawing),
      element(
        "div",
        { class: "training-controls" },
        source,
        recipe,
        inOtherBooks,
        element("p", { class: "control-label" }, "Recipes that fail, each in its way"),
        failing,
        watch,
        wrong,
        afterChange,
        run,
        onwards,
        failure
      )
    ),
    table,
    charts,
    kept,
    files
  );
  function onBusy(listener: (busy: boolean) => void): void {
    run.addEventListener("input", () => listener(run.value === "running"));
    listener(run.value === "running");
  }

  const setup = () => (data ? { data: dataChoice(), recipe: askedRecipe() } : null);
  return Object.assign(root, { setup, open: openSetup, onBusy, raced, machine: () => shown?.machine ?? null });
}
