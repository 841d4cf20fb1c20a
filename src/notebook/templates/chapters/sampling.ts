import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Notebook } from "../../document/notebook.js";
import { code, notebookOf, text } from "../template.js";
import type { Draft } from "../template.js";
import { initialSource, trainSource } from "./training.js";

/** The controls of the page on sampling; the machine by the recipe it was trained by. */
export interface SamplingChoice {
  readonly recipe: Recipe;
  readonly chains: number;
  readonly steps: number;
  readonly seed: number;
}

function draws({ recipe, chains, steps, seed }: SamplingChoice): Draft[] {
  return [
    code("data = ring()"),
    code(`run = ${trainSource(initialSource(recipe), "data", recipe)}`),
    code(`chains = slider(2, 2000, ${chains}, log = true, label = "Chains")`),
    code(`steps = slider(4, 2000, ${steps}, log = true, label = "Gibbs steps")`),
    code(`luck = seed(${seed}, label = "Seed")`),
    code("draws = sample(run, chains, steps, seed = luck)")
  ];
}

/** "The last draw of each chain over the data". */
export function lastDrawsNotebook(choice: SamplingChoice): Notebook {
  return notebookOf("The last draws", [
    text(
      "# The last draw of each chain\n\nCircles are data, diamonds are draws; beneath is the exact density, which the draws know nothing about."
    ),
    ...draws(choice),
    code('scatter(data, draws, density = density(run), label = "The last draw of each chain over the data")', {
      id: "figure"
    }),
    code("nll(run, heldOut())")
  ]);
}

/** The angles of the last draws against the machine's exact density. */
export function anglesNotebook(choice: SamplingChoice): Notebook {
  return notebookOf("All the way round?", [
    text("# All the way round?\n\nThe last draws counted in each direction, and the density added up along each ray."),
    ...draws(choice),
    code("angles(draws, run)", { id: "figure" })
  ]);
}

/** "All chains, step by step". */
export function chainsNotebook(choice: SamplingChoice): Notebook {
  return notebookOf("All chains, step by step", [
    text("# All chains, step by step"),
    ...draws(choice),
    code("animate(draws, data = data)", { id: "figure" })
  ]);
}

/** "The trail of one chain". @param chain counted from 0, as the figure counts it */
export function trailNotebook(choice: SamplingChoice, chain: number): Notebook {
  return notebookOf("The trail of one chain", [
    text("# The trail of one chain"),
    ...draws(choice),
    code(`chain = slider(1, ${Math.max(2, choice.chains)}, ${chain + 1}, step = 1, label = "Chain")`),
    code("trail(draws, chain, data = data)", { id: "figure" })
  ]);
}

/** "Autocorrelation along the chains". */
export function autocorrelationNotebook(choice: SamplingChoice): Notebook {
  return notebookOf("How long is long enough?", [
    text(
      "# How long is long enough?\n\nHow alike points of a chain are that lie so many steps apart, without the first tenth."
    ),
    ...draws(choice),
    code("mix = mixing(draws, lags = 100)"),
    code(
      'line(mix.autocorrelation, x = mix.lags, names = "x₁, x₂", lowest = -0.2, highest = 1,\n  reference = 0, referenceName = "unrelated",\n  label = "Autocorrelation along the chains", xName = "lag, steps", yName = "autocorrelation")',
      { id: "figure" }
    ),
    code('table(mix.draws, mix.effectiveSampleSize, mix.splitRhat, names = "draws, worth for the mean, split R̂")')
  ]);
}

/** The home page's chains: 120 steps from tossed coins. */
export function heroNotebook(recipe: Recipe): Notebook {
  return notebookOf("Five hundred chains draw the ring", [
    text("# Five hundred chains draw the ring"),
    ...draws({ recipe, chains: 500, steps: 120, seed: 0 }),
    code('animate(draws, data = data, label = "Five hundred chains draw the ring")', { id: "figure" })
  ]);
}
