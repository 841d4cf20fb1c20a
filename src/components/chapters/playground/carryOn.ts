import type { Recipe } from "../../../rbm/training/recipe.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";

/** What a change of the recipe brings: training anew, going on from the machine there is, or nothing yet. */
export type AfterChange = "anew" | "on" | "wait";

export function afterChangeControl() {
  return choiceInAddress<AfterChange>("live", {
    label: "When a setting changes",
    options: [
      { value: "anew", label: "Train anew" },
      { value: "on", label: "Go on" },
      { value: "wait", label: "Wait" }
    ]
  });
}

/** Whether a machine trained by one recipe can go on by another: it has as many units, and started from the same. */
export function canGoOn(from: Recipe, to: Recipe): boolean {
  return from.hidden === to.hidden && from.sigma === to.sigma && from.seed === to.seed;
}
