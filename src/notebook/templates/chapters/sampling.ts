import { labRecipe } from "../../../rbm/training/recipe.js";
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

/** One start, three gradients: the exact density of the angle of each machine. */
export function threeGradientsNotebook(seed: number): Notebook {
  const recipes: readonly (readonly [string, Recipe])[] = [
    ["CD-1", labRecipe],
    ["CD-10", { ...labRecipe, k: 10 }],
    ["the exact gradient", { ...labRecipe, trainer: "exact" }]
  ];
  const seeded = (source: string): string => source.replace(/\)$/, ", seed = luck)");
  return notebookOf("Three gradients", [
    text("# Three gradients\n\nOne start, 300 epochs each. How evenly does each fill the ring?"),
    code("data = ring()"),
    code(`luck = slider(0, 99, ${seed}, step = 1, label = "Seed of the three")`),
    code(`start = ${seeded(initialSource(labRecipe))}`),
    ...recipes.flatMap(([name, recipe], i) => [
      text(`By ${name}:`),
      code(`run${i + 1} = ${seeded(trainSource("start", "data", recipe))}\nlaw${i + 1} = angleDensity(run${i + 1})`)
    ]),
    code(
      'line(law1.density, law2.density, law3.density, x = law1.angle, names = "CD-1, CD-10, exact gradient",\n  tones = "draws, data, ink", dashes = "solid, dashed, dotted", reference = 1, referenceName = "even",\n  lowest = 0, highest = 2.2, playhead = false,\n  label = "Density of the angle of three machines", xName = "angle, degrees", yName = "density per turn")',
      { id: "figure" }
    ),
    text("The draws of the first, counted in each direction:"),
    code("angles(sample(run1, 500, 1000), run1)")
  ]);
}

/** How far the crowd's radii and angles are from the machine's own laws, by the step. */
export function forgettingNotebook(choice: SamplingChoice): Notebook {
  return notebookOf("The radius first, the angle later", [
    text(
      "# The radius first, the angle later\n\nKuiper’s distance between the chains at each step and the machine’s exact laws of radius and angle."
    ),
    ...draws(choice),
    code("way = forgetting(draws, run, 300)"),
    code(
      'line(way.radius, way.angle, names = "radius, angle", tones = "data, draws", dashes = "dashed, solid",\n  reference = way.chance, referenceName = "chance alone", log = true, lowest = 0.02, highest = 1, playhead = false,\n  label = "Distance of the crowd from the machine’s law", xName = "step", yName = "Kuiper’s distance")',
      { id: "figure" }
    )
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

/** Chains whose draw of x given z has a standard deviation of its own; σ as the recipe has it. */
export function wrongNoiseNotebook(
  { recipe, chains, steps }: Omit<SamplingChoice, "seed">,
  deviationOf: (sigma: number) => number
): Notebook {
  return notebookOf("A ring is no proof", [
    text(
      "# A ring is no proof\n\nGibbs steps with a standard deviation of $x$ given $z$ that you choose. Right is $\\sigma$."
    ),
    code("data = ring()"),
    code(`run = ${trainSource(initialSource(recipe), "data", recipe)}`),
    code(
      `noise = slider(0.005, 0.5, ${deviationOf(recipe.sigma)}, log = true, label = "Standard deviation of x given z")`
    ),
    code(`draws = sample(run, ${chains}, ${steps}, noise = noise)`),
    code('scatter(data, draws, label = "Draws with a noise of their own")', { id: "figure" }),
    text("The same by formulas, to change at will; the draws are others, their law is the same."),
    code("m = run.machine"),
    code(
      `visible(z) = normal(m.b + z * m.W', noise)\nstep(x) = visible(bernoulli(sigmoid((x ./ m.sigma2) * m.W + m.d)))\nbyFormulas = iterate(step, visible(bernoulli(0.5 * ones(${chains}, m.m))), ${steps})`
    ),
    code('scatter(data, byFormulas, label = "Draws by formulas with a noise of their own")', { id: "formulas" })
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
