import { betterRecipe, labRecipe } from "../../../rbm/training/recipe.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import { inAddress, numberCodec, switchCodec } from "../../controls/address.js";
import { button } from "../../controls/button.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { slider } from "../../controls/slider.js";
import { toggle } from "../../controls/toggle.js";
import type { FurtherControls } from "./furtherControls.js";

/** Recipes by name: the lab's, and each thing that improves on it. */
export const presets: readonly { readonly name: string; readonly recipe: Recipe }[] = [
  { name: "The lab’s recipe", recipe: labRecipe },
  { name: "CD-10", recipe: { ...labRecipe, k: 10 } },
  { name: "Adam, 1000 epochs", recipe: betterRecipe },
  { name: "Exact likelihood", recipe: { ...betterRecipe, trainer: "exact", epochs: 300 } }
];

const batchSizes = ["full", "250", "100", "50", "20", "10"] as const;

export interface RecipeControlsOptions {
  readonly mostHidden?: number;
  /** the recipes that a button sets */
  readonly recipes?: typeof presets;
  /** told of a preset before it is set, for what of it is set elsewhere */
  readonly onPreset?: (recipe: Recipe) => void;
  /** controls of the fields that have defaults; without them these keep their defaults */
  readonly further?: FurtherControls | null;
}

/** The settings of a recipe, kept in the address; its value is the recipe. Seed and all: the same value, the same run. */
export function recipeControls(
  start: Recipe = labRecipe,
  { mostHidden = 200, recipes = presets, further = null, onPreset }: RecipeControlsOptions = {}
): Control<Recipe> {
  const number = (name: string, options: Parameters<typeof slider>[0]) =>
    inAddress(name, slider(options), numberCodec(options));
  const word = <T extends string>(name: string, label: string, value: T, options: readonly (readonly [T, string])[]) =>
    choiceInAddress<T>(name, {
      label,
      kind: "segmented",
      options: options.map(([each, text]) => ({ value: each, label: text })),
      value
    });

  const controls = {
    trainer: word("trainer", "Gradient", start.trainer, [
      ["cd", "CD-k"],
      ["exact", "Exact"]
    ]),
    hidden: number("hidden", {
      label: "Hidden units",
      min: 1,
      max: mostHidden,
      integer: true,
      log: true,
      value: start.hidden
    }),
    k: number("k", { label: "Gibbs steps, k", min: 1, max: 50, integer: true, log: true, value: start.k }),
    epochs: number("epochs", { label: "Epochs", min: 1, max: 2000, integer: true, log: true, value: start.epochs }),
    learningRate: number("rate", {
      label: "Learning rate",
      min: 1e-5,
      max: 1,
      log: true,
      value: start.learningRate
    }),
    seed: number("seed", { label: "Seed", min: 0, max: 999, integer: true, value: start.seed }),
    optimizer: word("optimizer", "Optimizer", start.optimizer, [
      ["sgd", "SGD"],
      ["adam", "Adam"]
    ]),
    schedule: word("schedule", "Learning rate over time", start.schedule, [
      ["constant", "Constant"],
      ...(further ? [["step", "Steps"] as const] : []),
      ["cosine", "Cosine decay"]
    ]),
    batch: choiceInAddress("batch", {
      label: "Batch size",
      kind: "select",
      options: batchSizes.map((value) => ({ value, label: value === "full" ? "all the data" : value })),
      value: batchChoice(start.batchSize)
    }),
    clipped: inAddress("clipped", toggle({ label: "Clip the gradient", value: start.clip !== null }), switchCodec),
    clip: number("clip", { label: "Greatest norm", min: 0.01, max: 1000, log: true, value: start.clip ?? 1 }),
    sigma: number("sigma", { label: "Standard deviation, σ", min: 0.03, max: 0.5, step: 0.01, value: start.sigma }),
    learnVariance: inAddress(
      "learn",
      toggle({ label: "Learn the variance too", value: start.learnVariance }),
      switchCodec
    )
  };
  const { trainer, hidden, k, epochs, learningRate, seed, ...others } = controls;
  const all: Record<string, Control<unknown>> = { ...controls, ...further?.controls };
  const presetRow = element(
    "div",
    { class: "presets", role: "group", "aria-label": "Recipes" },
    ...recipes.map(({ name, recipe }) =>
      button({
        label: name,
        onClick: () => {
          onPreset?.(recipe);
          write({ ...recipe, seed: seed.value });
          for (const control of Object.values(all)) emitInput(control);
        }
      })
    )
  );
  const root = element(
    "fieldset",
    { class: "control-group recipe" },
    element("legend", { class: "visually-hidden" }, "Recipe"),
    presetRow,
    ...[trainer, hidden, k, epochs, learningRate, seed],
    element(
      "details",
      {},
      element("summary", {}, "More settings"),
      ...Object.values(others),
      ...Object.values(further?.controls ?? {})
    )
  );
  // A preset sets many controls in one go; the recipe is told once, after the last of them.
  keepInside(root);
  let telling = false;
  for (const control of Object.values(all)) {
    control.addEventListener("input", () => {
      showUse();
      if (telling) return;
      telling = true;
      queueMicrotask(() => {
        telling = false;
        emitInput(root);
      });
    });
  }

  function write(recipe: Recipe): void {
    const { clip, batchSize, ...same } = recipe;
    const byName = controls as Partial<Record<string, Control<unknown>>>;
    for (const [name, value] of Object.entries(same)) {
      const control = byName[name];
      if (control) control.value = value;
    }
    controls.clipped.value = clip !== null;
    if (clip !== null) controls.clip.value = clip;
    controls.batch.value = batchChoice(batchSize);
    further?.write(recipe);
    showUse();
  }

  /** What has no effect is out of the way. */
  function showUse(): void {
    k.hidden = controls.batch.hidden = trainer.value === "exact";
    controls.clip.hidden = !controls.clipped.value;
    further?.showUse(used());
  }

  /** What decides which of the further settings have an effect. */
  function used() {
    return {
      trainer: trainer.value,
      optimizer: controls.optimizer.value,
      schedule: controls.schedule.value,
      learnVariance: controls.learnVariance.value
    };
  }

  showUse();
  return withValue<Recipe, HTMLFieldSetElement>(
    root,
    () => ({
      trainer: trainer.value,
      hidden: hidden.value,
      k: k.value,
      epochs: epochs.value,
      learningRate: learningRate.value,
      seed: seed.value,
      optimizer: controls.optimizer.value,
      schedule: controls.schedule.value,
      batchSize: controls.batch.value === "full" ? null : Number(controls.batch.value),
      clip: controls.clipped.value ? controls.clip.value : null,
      sigma: controls.sigma.value,
      learnVariance: controls.learnVariance.value,
      sign: 1,
      ...further?.fields(used())
    }),
    (recipe) => {
      write(recipe);
      // Each control writes the address; the recipe was set, so that nobody need be told of it.
      telling = true;
      for (const control of Object.values(all)) emitInput(control);
      telling = false;
    }
  );
}

function batchChoice(batchSize: number | null): (typeof batchSizes)[number] {
  return batchSize === null ? "full" : (String(batchSize) as (typeof batchSizes)[number]);
}
