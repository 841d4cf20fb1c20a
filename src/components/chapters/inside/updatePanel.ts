import { updateNotebook } from "../../../notebook/templates/chapters/inside.js";
import type { ShownUpdate } from "../../../notebook/templates/chapters/inside.js";
import { inAddress, numberCodec } from "../../controls/address.js";
import type { Codec } from "../../controls/address.js";
import { player } from "../../controls/player.js";
import { slider } from "../../controls/slider.js";
import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import { statement } from "../../dom/statement.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { figureActions } from "../notebook/figureActions.js";
import { figuresTable } from "../playground/figuresTable.js";
import { planeSketch } from "./planeSketch.js";
import type { RunControls } from "./shownRun.js";
import { mostUpdates } from "./smallRun.js";
import { unitBars } from "./unitBars.js";
import type { UnitBar } from "./unitBars.js";
import { contoursAt, showsDraws, stageNames, updateSketch } from "./updateSketch.js";
import { updateStages } from "./updateStages.js";
import type { UpdateStages } from "./updateStages.js";
import { gradientRows, updateWords } from "./updateWords.js";

/** A stage in the address: 1 to 8, as the reader counts them; the player counts from 0. */
const stageCodec: Codec<number> = {
  parse: (text) => numberCodec({ min: 1, max: stageNames.length, integer: true }).parse(text) - 1,
  format: (frame) => String(frame + 1)
};

/**
 * One update of contrastive divergence, stage by stage. Played on past its last stage it goes on with the next update;
 * played backward, with the one before.
 * @param controls the run that is shown, and what sets it
 */
export function updatePanel(controls: RunControls): HTMLElement {
  const { shown } = controls;
  const sketch = planeSketch();
  const figure = planeFigure({
    label: "One update in slow motion",
    overlay: sketch,
    names: { density: "p(x), exact" }
  });
  const bars = unitBars("The hidden units of one point");
  const stage = inAddress(
    "stage",
    player({ label: "The stages of an update", frames: stageNames.length, rate: 1, unit: "stage", watch: figure }),
    stageCodec
  );
  const point = { label: "Followed point", min: 1, max: shown.run.batch.count, integer: true } as const;
  const followed = inAddress("point", slider({ ...point, value: 1 }), numberCodec(point));
  const title = element("p", { class: "stage-title", "aria-live": "polite" });
  const words = statement("");
  const table = figuresTable("The gradient of this update", ["of", "data pull", "draws push", "left"]);
  const numbers = element("details", {}, element("summary", {}, "The numbers of this gradient"), table.element);
  const actions = figureActions("One update in slow motion", () => updateNotebook(updateNow()));

  let taken: { readonly key: unknown; readonly stages: UpdateStages } | null = null;
  let last = stage.value;

  function stagesNow(): UpdateStages {
    if (taken?.key !== shown.machine) taken = { key: shown.machine, stages: updateStages(shown.run, shown.done) };
    return taken.stages;
  }

  function updateNow(): ShownUpdate {
    const { run, done } = shown;
    const { before: machine, z, draws } = stagesNow();
    const { learningRate: rate, clip, coupling } = run.recipe;
    return { machine, updates: done, z, draws, rate, clip, coupling, stage: stage.value, point: followed.value - 1 };
  }

  function show(): void {
    const stages = stagesNow();
    const name = stageNames[stage.value];
    const row = followed.value - 1;
    const { run, done } = shown;
    const { before, after, draws } = stages;
    const density = shown.density(name === "Step" ? after : before);
    figure.update({
      data: run.batch,
      draws: showsDraws(name) ? { ...run.batch, values: draws } : null,
      density,
      contours: contoursAt(name)
    });
    sketch.update(updateSketch(stages, name, row));
    bars.update({ name: barsName(name, followed.value), bars: barsOf(stages, name, row) });
    title.textContent = `Update ${done + 1}, stage ${stage.value + 1} of ${stageNames.length}: ${name.toLowerCase()}`;
    const logZ = {
      before: shown.density(before).logZ,
      after: name === "Step" ? density.logZ : NaN
    };
    words.update(...updateWords(name, { run, stages, row, logZ }));
    if (numbers.open) fillTable(stages);
  }

  function fillTable(stages: UpdateStages): void {
    const cell = (values: readonly number[]) =>
      element("td", {}, `(${values.map((value) => readable(value, 2)).join(", ")})`);
    table.body.replaceChildren(
      ...gradientRows(stages).map(({ name, positive, negative, rest }) =>
        element("tr", {}, element("th", { scope: "row" }, name), cell(positive), cell(negative), cell(rest))
      )
    );
  }

  stage.addEventListener("input", () => {
    const { playing, direction } = stage.state;
    const wrapped = Math.abs(stage.value - last) === stageNames.length - 1;
    last = stage.value;
    const next = shown.done + direction;
    if (playing && wrapped && next >= 0 && next <= mostUpdates) shown.goTo(next);
    show();
  });
  followed.addEventListener("input", show);
  numbers.addEventListener("toggle", show);
  shown.onChange(show);
  const root = element(
    "div",
    { class: "spread update-panel" },
    element("div", {}, figure, stage, actions),
    element("div", {}, title, words, bars, followed, controls, numbers)
  );
  return root;
}

function barsName(stage: string, point: number): string {
  if (stage === "Data") return `p(z = 1 | x) at point ${point}, a bar for each unit`;
  if (isAfter(stage)) return `p(z = 1 | x′) at point ${point}’s draw; dashed, p(z = 1 | x)`;
  return `p(z = 1 | x) at point ${point}; a line is its coin, a filled unit is on`;
}

const isAfter = (stage: string) => !["Data", "Hidden draws", "Means", "Noise"].includes(stage);

function barsOf({ before: { m }, p, pAfter, coins, z }: UpdateStages, stage: string, row: number): UnitBar[] {
  return Array.from({ length: m }, (_, j) => {
    const at = row * m + j;
    if (isAfter(stage)) return { p: pAfter[at], drawn: null, before: p[at] };
    return { p: p[at], drawn: stage === "Data" ? null : { coin: coins[at], on: z[at] === 1 }, before: null };
  });
}
