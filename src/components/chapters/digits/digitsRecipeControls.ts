import { digitsRecipe } from "../../../rbm/training/digitsRecipe.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import { inAddress, numberCodec } from "../../controls/address.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { slider } from "../../controls/slider.js";
import { element } from "../../dom/element.js";

/** The settings of training on images that matter most, kept in the address; its value is the recipe. */
export function digitsRecipeControls(start: Recipe = digitsRecipe): Control<Recipe> {
  const number = (name: string, { integer = true, ...options }: Parameters<typeof slider>[0]) =>
    inAddress(name, slider({ ...options, integer, log: true }), numberCodec({ ...options, integer }));
  const controls = {
    hidden: number("hidden", { label: "Hidden units, m", min: 1, max: 500, value: start.hidden }),
    k: number("k", { label: "Gibbs steps, k", min: 1, max: 50, value: start.k }),
    epochs: number("epochs", { label: "Epochs", min: 1, max: 1000, value: start.epochs }),
    learningRate: number("rate", {
      ...{ label: "Learning rate", min: 1e-4, max: 0.1, integer: false },
      value: start.learningRate
    })
  };
  const seed = inAddress(
    "seed",
    slider({ label: "Seed", min: 0, max: 999, integer: true, value: start.seed }),
    numberCodec({ min: 0, max: 999, integer: true })
  );
  const all = { ...controls, seed };
  const root = element(
    "fieldset",
    { class: "control-group" },
    element("legend", { class: "visually-hidden" }, "Recipe"),
    ...Object.values(all)
  );
  keepInside(root);
  for (const control of Object.values(all)) control.addEventListener("input", () => emitInput(root));
  return withValue<Recipe, HTMLFieldSetElement>(
    root,
    () => ({
      ...start,
      hidden: controls.hidden.value,
      k: controls.k.value,
      epochs: controls.epochs.value,
      learningRate: controls.learningRate.value,
      seed: seed.value
    }),
    (recipe) => {
      for (const [name, control] of Object.entries(all)) control.value = recipe[name as keyof typeof all];
    }
  );
}
