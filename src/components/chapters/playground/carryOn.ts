import type { Recipe } from "../../../rbm/training/recipe.js";
import { inAddress, wordCodec } from "../../controls/address.js";
import { choice } from "../../controls/choice.js";

const words = ["anew", "on", "wait"] as const;

/** What a change of the recipe brings: training anew, going on from the machine there is, or nothing yet. */
export type AfterChange = (typeof words)[number];

export function afterChangeControl() {
  return inAddress(
    "live",
    choice<AfterChange>({
      label: "When a setting changes",
      options: [
        { value: "anew", label: "Train anew" },
        { value: "on", label: "Go on" },
        { value: "wait", label: "Wait" }
      ]
    }),
    wordCodec(words)
  );
}

/** Whether a machine trained by one recipe can go on by another: it has as many units, and started from the same. */
export function canGoOn(from: Recipe, to: Recipe): boolean {
  return from.hidden === to.hidden && from.sigma === to.sigma && from.seed === to.seed;
}
