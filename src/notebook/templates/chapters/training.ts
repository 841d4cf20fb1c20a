import { betterRecipe, labRecipe, recipeDefaults } from "../../../rbm/training/recipe.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Notebook, UploadedFile } from "../../document/notebook.js";
import { argumentsSource, numberSource as number, namesSource, textSource, vectorSource } from "../source.js";
import { code, notebookOf, text } from "../template.js";

export interface TrainingOptions {
  readonly name?: string;
  readonly intro?: string;
  /** looks at the machine on the way */
  readonly snapshots?: number;
  /** of each of the 500 chains drawn at the end */
  readonly steps?: number;
  readonly everyScore?: boolean;
  /** the reader's own points in the place of the ring */
  readonly points?: UploadedFile | null;
}

/** A run of training with its figure, by the recipe of the page's controls. */
export function trainingNotebook(recipe: Recipe, options: TrainingOptions = {}): Notebook {
  const { snapshots = 16, steps = 1000, everyScore = false, points = null } = options;
  const test = points ? "" : ", test = test";
  const by = recipe.trainer === "exact" ? "Maximum likelihood by the exact gradient" : "Contrastive divergence";
  const intro = `# Training\n\n${by} on ${points ? "your points" : "the ring"}, by the recipe of the page.`;
  return notebookOf(options.name ?? "Training", [
    text(options.intro ?? intro),
    ...(points
      ? [code('upload = file("csv", label = "Points")', { value: points }), code("data = csv(upload)")]
      : [code("data = ring()"), code("test = heldOut()")]),
    code(`start = ${initialSource(recipe)}`),
    code(`run = ${trainSource("start", "data", recipe)}`.replace(/\)$/, `${test}, snapshots = ${snapshots})`)),
    code(`draws = sample(run, 500, ${steps})`),
    code(`training(run, data${test}, draws = draws${everyScore ? ", everyScore = true" : ""})`, { id: "figure" })
  ]);
}

/** Where a recipe starts. */
export function initialSource({ hidden, sigma, seed, coupling = recipeDefaults.coupling }: Recipe): string {
  return `initial(2, ${hidden}${argumentsSource({
    sigma: sigma === labRecipe.sigma ? null : number(sigma),
    seed: seed === 0 ? null : String(seed),
    coupling: coupling === recipeDefaults.coupling ? null : textSource(coupling)
  })})`;
}

/** The call that trains by a recipe: what is the course's is left out. */
export function trainSource(machine: string, data: string, recipe: Recipe): string {
  const unlessStandard = <K extends keyof Recipe>(
    field: K,
    show: (value: NonNullable<Recipe[K]>) => string
  ): string | null => {
    const standard = { ...recipeDefaults, ...labRecipe } as Required<Recipe>;
    const value = recipe[field];
    return value === undefined || value === null || value === standard[field] ? null : show(value);
  };
  const persists = recipe.chains === "persistent" || recipe.chains === "tempered";
  return `train(${machine}, ${data}, ${recipe.epochs}${argumentsSource({
    k: unlessStandard("k", String),
    rate: unlessStandard("learningRate", number),
    clip: recipe.clip === labRecipe.clip ? null : number(recipe.clip ?? 0),
    batch: recipe.batchSize === null ? null : String(recipe.batchSize),
    optimizer: unlessStandard("optimizer", textSource),
    momentum: unlessStandard("momentum", number),
    schedule: unlessStandard("schedule", textSource),
    ...(recipe.schedule === "step"
      ? { stepEvery: unlessStandard("stepEvery", String), stepFactor: unlessStandard("stepFactor", number) }
      : {}),
    trainer: unlessStandard("trainer", textSource),
    chains: unlessStandard("chains", textSource),
    ...(persists ? { chainCount: unlessStandard("chainCount", String) } : {}),
    ...(recipe.chains === "tempered" ? { temperatures: unlessStandard("temperatures", String) } : {}),
    variance: unlessStandard("learnVariance", String),
    sharedVariance: unlessStandard("sharedVariance", String),
    leastSigma: unlessStandard("leastSigma", number),
    decay: unlessStandard("weightDecay", number),
    coupling: unlessStandard("coupling", textSource),
    sign: unlessStandard("sign", String),
    seed: unlessStandard("seed", String)
  })})`;
}

/** "The clip’s budget": how far the parameters travel with a clip, and without one. */
export function clipNotebook(clip: number): Notebook {
  const { epochs, learningRate } = labRecipe;
  const rate = number(learningRate);
  return notebookOf("The clip’s budget", [
    text(
      "# The clip’s budget\n\nEach epoch is one step, as long as the rate times the clipped norm of the gradient. Added up, that is how far the parameters have travelled."
    ),
    code("data = ring()"),
    code(`start = ${initialSource(labRecipe)}`),
    code(`clip = slider(0.01, 1000, ${number(clip)}, log = true, label = "Clip of this run")`),
    code(`clipped = train(start, data, ${epochs}, clip = clip, test = heldOut())`),
    code(`free = train(start, data, ${epochs}, clip = 0)`),
    code(`pathLength(norms, most) = cumsum(${rate} * norms .* minimum(1, most ./ (norms + 1e-6)))`),
    code(
      `line(pathLength(clipped.gradientNorm, clip), cumsum(${rate} * free.gradientNorm),\n  names = "with this clip, no clip", tones = "draws, ink", dashes = "solid, dotted",\n  reference = ${rate} * clip * ${epochs}, referenceName = "the whole budget",\n  log = true, lowest = 0.001, highest = 1000, left = 1, right = ${epochs}, playhead = false,\n  label = "Length of the parameters’ path", xName = "epoch", yName = "path length")`,
      { id: "figure" }
    ),
    code("clipped.nllTest")
  ]);
}

/** "CD loss beside the exact score". @param at the epoch that the line stands at */
export function lossNotebook(at: number): Notebook {
  const run = trainSource("start", "data", betterRecipe).replace(/\)$/, ", test = heldOut(), snapshots = 30)");
  return notebookOf("CD loss beside the exact score", [
    text(
      "# CD loss beside the exact score\n\nA loss is noisy: each is the mean over the eleven epochs about it. It is near 0 long before the machine is good."
    ),
    code("data = ring()"),
    code(`start = ${initialSource(betterRecipe)}`),
    code(`run = ${run}`),
    code(
      "epochs = run.nllEpochs[2:end]\nsums = concat([0], cumsum(run.loss))\nbefore = maximum(epochs - 6, 0)\nlast = minimum(epochs + 5, run.epochs)\nloss = (sums[last + 1] - sums[before + 1]) ./ (last - before)"
    ),
    code(
      `line(loss, run.nllTestCurve[2:end], x = epochs, names = "CD loss; exact NLL, fresh points",\n  tones = "ink, draws", dashes = "dashed, solid", lowest = -0.5, highest = 3.5, left = 0, right = ${betterRecipe.epochs}, at = ${at},\n  label = "CD loss beside the exact score", xName = "epoch", yName = "nats")`,
      { id: "figure" }
    )
  ]);
}

/** A score marked among those of the seeds. */
export interface MarkedScore {
  readonly name: string;
  readonly value: number;
  readonly tone: string;
}

/** "Scores of the lab’s recipe": those of PyTorch's seeds, with others marked among them. */
export function seedsNotebook(scores: readonly number[], marks: readonly MarkedScore[]): Notebook {
  const [names, tones] = [marks.map(({ name }) => name), marks.map(({ tone }) => tone)].map(namesSource);
  const marked = marks.length > 0 ? ` marks = marks, names = ${names}, tones = ${tones},` : "";
  return notebookOf("Scores of the lab’s recipe", [
    text(
      `# Scores of the lab’s recipe\n\nThe exact scores of ${scores.length} runs in PyTorch, on the site’s points, each from a seed of its own.`
    ),
    code(`scores = ${vectorSource(scores)}`),
    ...(marks.length > 0 ? [code(`marks = ${vectorSource(marks.map(({ value }) => value))}`)] : []),
    code(
      `dots(scores,${marked}\n  dotName = "PyTorch, ${scores.length} seeds", xName = "NLL on fresh points, nats", left = 0.92, right = 1.42,\n  label = "Scores of the lab’s recipe")`,
      { id: "figure" }
    ),
    code('table(mean(scores), std(scores), names = "mean, standard deviation", label = "Over the seeds")')
  ]);
}
