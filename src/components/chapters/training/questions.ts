import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Verdict } from "../../article/question.js";

/** A run on the ring that is over: its recipe, and its exact score on fresh points; null where there is none. */
export interface FinishedRun {
  readonly recipe: Pick<Recipe, "hidden">;
  /** nats */
  readonly score: number | null;
}

/** Has a machine of at most 50 switches come within half a nat of the truth? */
export function fiftyReachTheRing({ recipe: { hidden }, score }: FinishedRun): Verdict {
  if (score === null) return { right: false, why: "This run has no score on fresh points of the ring." };
  const found = `${hidden} switches score ${score.toFixed(2)} nats.`;
  if (hidden > 50) return { right: false, why: `${found} Take at most 50.` };
  if (score >= 1.44)
    return {
      right: false,
      why: `${found} Their columns have not reached the ring: give them more steps, or longer ones.`
    };
  return { right: true, why: `${found} Nothing was wrong with 50 switches but the budget.` };
}
