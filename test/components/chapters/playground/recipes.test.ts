// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { failures } from "../../../../src/components/chapters/playground/failures.js";
import { planeRecipe } from "../../../../src/components/chapters/playground/planeRecipe.js";
import { playgroundRecipes } from "../../../../src/components/chapters/playground/recipes.js";
import { furtherControls } from "../../../../src/components/chapters/training/furtherControls.js";
import { recipeControls } from "../../../../src/components/chapters/training/recipeControls.js";
import { completeRecipe, labRecipe } from "../../../../src/rbm/training/recipe.js";
import type { Recipe } from "../../../../src/rbm/training/recipe.js";

const controls = () =>
  recipeControls(planeRecipe, { mostHidden: 1000, recipes: playgroundRecipes, further: furtherControls() });
const everything: Recipe = {
  ...labRecipe,
  hidden: 7,
  momentum: 0.5,
  schedule: "step",
  stepEvery: 20,
  stepFactor: 0.25,
  weightDecay: 0.3,
  learnVariance: true,
  sharedVariance: true,
  coupling: "none",
  chains: "persistent",
  chainCount: 40
};

beforeEach(() => window.history.replaceState(null, "", "/playground"));

describe("the playground's recipe controls", () => {
  it("give back each recipe that they are set to, but for the sign, which has a switch of its own", () => {
    const recipes = [
      everything,
      { ...everything, chains: "tempered", temperatures: 5 } as const,
      ...playgroundRecipes.map(({ recipe }) => recipe),
      ...failures.map((each) => each.recipe)
    ];
    const all = controls();
    for (const recipe of recipes) {
      all.value = recipe;
      const given = completeRecipe(recipe);
      // Persistent chains are counted, and tempered ones have temperatures; elsewhere these mean nothing.
      expect(completeRecipe(all.value)).toEqual({ ...given, sign: 1 });
    }
  });

  it("open on the page's own recipe, with an empty address, and put what was changed into it", async () => {
    const all = controls();
    expect(completeRecipe(all.value)).toEqual(completeRecipe(planeRecipe));
    expect(window.location.search).toBe("");
    all.value = everything;
    const wanted = { momentum: "0.5", chains: "persistent", chainCount: "40", coupling: "none", stepEvery: "20" };
    await expect.poll(() => Object.fromEntries(new URLSearchParams(window.location.search))).toMatchObject(wanted);
    expect(completeRecipe(controls().value)).toEqual(completeRecipe(everything));
    all.value = { ...everything, chains: "tempered", temperatures: 5 };
    await expect
      .poll(() => Object.fromEntries(new URLSearchParams(window.location.search)))
      .toMatchObject({ ...wanted, chains: "tempered", temperatures: "5" });
    expect(completeRecipe(controls().value)).toMatchObject({ chains: "tempered", chainCount: 40, temperatures: 5 });
  });

  it("show temperatures only for tempered chains, and begin with two", () => {
    window.history.replaceState(null, "", "/playground?chains=tempered");
    const further = furtherControls();
    const rest = { trainer: "cd", optimizer: "adam", schedule: "constant", learnVariance: false } as const;
    const { chains, chainCount, temperatures } = further.controls;
    const shown = () => [chainCount, temperatures].map(({ hidden }) => !hidden);
    further.showUse(rest);
    expect(further.fields(rest)).toMatchObject({ chains: "tempered", chainCount: 500, temperatures: 2 });
    expect(shown()).toEqual([true, true]);
    chains.value = "persistent";
    further.showUse(rest);
    expect(shown()).toEqual([true, false]);
    expect(further.fields(rest)).not.toHaveProperty("temperatures");
    chains.value = "tempered";
    further.showUse({ ...rest, trainer: "exact" });
    expect(shown()).toEqual([false, false]);
    expect(further.fields({ ...rest, trainer: "exact" })).not.toHaveProperty("chains");
  });
});
