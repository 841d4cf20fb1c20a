import type { Recipe } from "../../../rbm/training/recipe.js";
import { button } from "../../controls/button.js";
import { element } from "../../dom/element.js";
import { failures } from "./failures.js";

/** A button for each recipe that fails; one pressed, the one thing to watch is said under them. */
export interface FailingRecipes extends HTMLElement {
  /** Another recipe is set: what was to be watched is no longer seen. */
  clear(): void;
}

export function failingRecipes(onChoose: (recipe: Recipe) => void): FailingRecipes {
  const watch = element("p", { class: "statement", "aria-live": "polite" });
  const buttons = failures.map(({ name, recipe, watch: what }) =>
    button({
      label: name,
      onClick() {
        onChoose(recipe);
        watch.textContent = what;
      }
    })
  );
  const root = element(
    "div",
    {},
    element("p", { class: "control-label" }, "Recipes that fail, each in its way"),
    element("div", { class: "presets", role: "group", "aria-label": "Recipes that fail" }, ...buttons),
    watch
  );
  return Object.assign(root, { clear: () => (watch.textContent = "") });
}
