import type { KernelClient, RunState } from "../../../kernel/protocol.js";
import { standardised } from "../../../rbm/data/unstandardised.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import { button } from "../../controls/button.js";
import { emitInput } from "../../controls/control.js";
import { dropTarget } from "../../controls/dropTarget.js";
import { runButton } from "../../controls/runButton.js";
import type { RunContext } from "../../controls/runButton.js";
import { afterFrame } from "../../dom/afterFrame.js";
import { countOf } from "../../dom/countOf.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { openingPace, trainingRun } from "../../sources/trainingRun.js";
import { figureActions } from "../notebook/figureActions.js";
import { furtherControls } from "../training/furtherControls.js";
import { recipeControls } from "../training/recipeControls.js";
import { afterChangeControl, canGoOn } from "./carryOn.js";
import { contoursSwitch } from "./contoursSwitch.js";
import { couplingNote } from "./couplingNote.js";
import { dataControls } from "./dataControls.js";
import { drawingControls } from "./drawingControls.js";
import { failingRecipes } from "./failingRecipes.js";
import type { GridPage } from "./grid/gridPanel.js";
import { judging } from "./judging.js";
import { keptRuns } from "./keptRuns.js";
import { loadedRun } from "./loadedRun.js";
import { mixtureRival } from "./mixtureRival.js";
import type { PlaygroundData } from "./playgroundData.js";
import { playgroundCharts } from "./playgroundFigures.js";
import { playgroundFiles } from "./playgroundFiles.js";
import type { Raced } from "./race/raceTypes.js";
import { planeRecipe } from "./planeRecipe.js";
import { playgroundRecipes } from "./recipes.js";
import { dataInWords, dataOf, runRequest, sampling } from "./runSetup.js";
import type { DataChoice, RunSetup } from "./runSetup.js";
import { runView } from "./runView.js";
import type { RunOrigin, ShownRun } from "./runView.js";
import { scoreTable } from "./scoreTable.js";
import { signSwitch } from "./signSwitch.js";

/** The panel, and what it gives to the figures below it: the machine shown, and those before it in its training. */
export interface PlaygroundPanel extends GridPage {
  machine(): Machine | null;
  raced(): Raced | null;
}

/** What makes cells of the figures: few ask for it. */
const notebooks = () => import("./playgroundNotebooks.js");

/**
 * Any data, any recipe: trained while a control moves, and judged when it is done. Its parts come one after the other,
 * a frame each; the first run starts when all are there.
 * @param display of the cell, where the panel is to be
 */
export async function playgroundPanel(
  client: KernelClient,
  display: (panel: HTMLElement) => void
): Promise<PlaygroundPanel> {
  const failure = errorBox();
  const onError = (error: unknown) => failure.update(error);
  const planeSide = element("div", { class: "training-plane" });
  const controlSide = element("div", { class: "training-controls" });
  const root = element(
    "div",
    { class: "training-lab" },
    element("div", { class: "training-stage" }, planeSide, controlSide)
  );
  display(root);

  const drawing = drawingControls();
  const plane = planeFigure({
    label: "Data, draws and density",
    names: { density: "p(x), exact" },
    overlay: drawing.sheet
  });
  const contours = contoursSwitch((shares) => plane.update({ contours: shares }));
  planeSide.append(plane, contours, drawing);
  const source = dataControls();
  controlSide.append(source);
  await afterFrame();

  // A recipe that is set as a whole is trained once.
  let setting = false;
  const wrong = signSwitch();
  const setSign = (sign: Recipe["sign"]): void => {
    setting = true;
    wrong.value = sign === -1;
    emitInput(wrong);
    setting = false;
  };
  const recipe = recipeControls(planeRecipe, {
    mostHidden: 1000,
    recipes: playgroundRecipes,
    further: furtherControls(),
    onPreset: ({ sign }) => setSign(sign)
  });
  const coupling = couplingNote();
  controlSide.append(recipe, coupling);
  await afterFrame();

  const failing = failingRecipes((chosen) => setRecipe({ ...chosen, seed: recipe.value.seed }));
  const afterChange = afterChangeControl();
  const run = runButton({ label: "Train anew", run: train });
  const onwards = button({ label: "Go on from this machine", onClick: () => void goOn() });
  onwards.disabled = true;
  controlSide.append(failing, wrong, afterChange, run, onwards, failure);
  await afterFrame();

  const table = scoreTable();
  const charts = playgroundCharts((epoch) => view.showEpoch(epoch));
  planeSide.append(
    figureActions("Data, draws and density", async () =>
      (await notebooks()).planeCells(shownRun(), { contours: contours.value })
    )
  );
  root.append(
    table,
    charts,
    figureActions("Scores, loss and norms", async () => (await notebooks()).chartCells(shownRun()))
  );
  await afterFrame();

  const judge = judging({ onChange: () => view.refresh(), onError });
  const rival = mixtureRival({ onChange: () => view.refresh(), onError });
  const kept = keptRuns({
    current: () => view.finished(),
    onChange: () => view.refresh(),
    onOpen: (keptRun) => setRecipe(keptRun.recipe)
  });
  const view = runView(client, {
    plane,
    charts,
    table,
    couplingNote: coupling,
    judging: judge,
    rival,
    compared: () => kept.series,
    onError
  });
  const files = playgroundFiles({
    trained: () => ({ machine: view.machine, draws: view.draws, units: view.origin?.data.units ?? null }),
    points: () => data && { points: data.train, units: data.units },
    onPoints(points) {
      drawing.take(points.points, points.units);
      source.chooseOwn();
    },
    onMachine: (machine) => void showLoaded(machine).catch(onError)
  });
  dropTarget(plane, ({ files: dropped }) => {
    if (dropped[0]) void files.take(dropped[0]);
  });
  root.append(kept, files);

  let data: PlaygroundData | null = null;
  let startFrom: Machine | null = null;

  function dataChoice(): DataChoice {
    const points = source.value.name === "own" ? drawing.value : null;
    return { ...source.value, own: points && { points, units: drawing.units } };
  }

  const askedRecipe = (): Recipe => ({ ...recipe.value, sign: wrong.value ? -1 : 1 });

  function originOf(used: PlaygroundData, from: Pick<RunOrigin, "start" | "loaded">): RunOrigin {
    const choice = dataChoice();
    return { recipe: askedRecipe(), data: used, words: dataInWords(choice, used), choice, ...from };
  }

  function shownRun(): ShownRun {
    const shown = view.shownRun();
    if (!shown) throw new Error("there is no run yet. Train one first.");
    return shown;
  }

  async function train(context: RunContext): Promise<string> {
    const initial = startFrom;
    startFrom = null;
    if (!data) throw new Error("There are no points yet. Draw some on the plane, or choose a law.");
    const origin = originOf(data, { start: initial, loaded: null });
    const { hidden } = origin.recipe;
    if (initial && initial.m !== hidden)
      throw new Error(`The machine has ${initial.m} hidden units, the recipe ${hidden}: train anew, or set it back.`);
    judge.stop();
    const show = (each: RunState) => {
      view.show(each, origin);
      onwards.disabled = view.machine === null;
    };
    const firstPicture = view.origin ? 0 : openingPace;
    const state = await trainingRun(client, runRequest(data, origin.recipe, initial), context, show, firstPicture);
    if (!state) return "";
    judge.judge(state, origin.data);
    if (state.diverged) {
      const { epoch, reason } = state.diverged;
      throw new Error(`Training stopped at epoch ${epoch}: ${reason}. Shown is the last finite machine.`);
    }
    return `${countOf(state.epochs, "epoch")}, then ${sampling.chains} chains of ${sampling.steps} steps: ${Math.round(state.elapsed)} ms.`;
  }

  async function goOn(): Promise<void> {
    startFrom = view.machine;
    await run.start();
  }

  /** A machine of a file in place of the one that was trained, to be judged and gone on from. */
  async function showLoaded(machine: Machine): Promise<void> {
    if (!data) throw new Error("There are no points yet to score the machine on. Draw some, or choose a law.");
    run.cancel();
    const used = data;
    const own = used.units ? standardised(machine, used.units) : machine;
    const state = await loadedRun(client, own, used, sampling);
    recipe.value = { ...recipe.value, hidden: machine.m };
    view.show(state, originOf(used, { start: null, loaded: own }));
    onwards.disabled = false;
    judge.judge(state, used);
  }

  function setRecipe(wanted: Recipe): void {
    recipe.value = wanted;
    setSign(wanted.sign);
    void run.start();
  }

  function open({ data: chosen, recipe: wanted }: RunSetup): void {
    if (chosen.own) drawing.take(chosen.own.points, chosen.own.units);
    source.choose(chosen);
    setRecipe(wanted);
    root.scrollIntoView({ block: "start" });
  }

  function dataChanged(): void {
    drawing.update({ active: source.value.name === "own" });
    source.showUse();
    data = dataOf(dataChoice());
    plane.update(
      data
        ? { data: data.train, draws: null, units: data.units }
        : { data: null, draws: null, density: null, units: null }
    );
    rival.stop();
    if (!data) return;
    if (afterChange.value === "wait") studyRival();
    else void run.start();
  }

  /** Mixtures are fitted when the run is over: until then both cores have enough to do. */
  function studyRival(): void {
    if (data && run.value !== "running") rival.study(data);
  }

  function recipeChanged(): void {
    failing.clear();
    if (setting || afterChange.value === "wait") return;
    const from = view.origin;
    if (afterChange.value === "on" && from && from.data === data && canGoOn(from.recipe, recipe.value)) void goOn();
    else void run.start();
  }

  run.addEventListener("input", studyRival);
  source.addEventListener("input", dataChanged);
  drawing.addEventListener("input", dataChanged);
  for (const control of [recipe, wrong]) control.addEventListener("input", recipeChanged);
  dataChanged();
  if (afterChange.value === "wait" && data) void run.start();

  return {
    setup: () => (data ? { data: dataChoice(), recipe: askedRecipe() } : null),
    open,
    onBusy(listener) {
      const tell = () => listener(run.value === "running");
      run.addEventListener("input", tell);
      tell();
    },
    raced: () => view.raced(),
    machine: () => view.machine
  };
}
