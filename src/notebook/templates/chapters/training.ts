import { labRecipe, recipeDefaults } from "../../../rbm/training/recipe.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Notebook, UploadedFile } from "../../document/notebook.js";
import { argumentsSource, numberSource as number } from "../source.js";
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
  return notebookOf(options.name ?? "Training", [
    text(options.intro ?? "# Training\n\nContrastive divergence on the ring, by the recipe of the page."),
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
export function initialSource({ hidden, sigma, seed }: Recipe): string {
  return `initial(2, ${hidden}${argumentsSource({
    sigma: sigma === labRecipe.sigma ? null : number(sigma),
    seed: seed === 0 ? null : String(seed)
  })})`;
}

/** The call that trains by a recipe: what is the course's is left out. */
export function trainSource(machine: string, data: string, recipe: Recipe): string {
  const quoted = (text: string): string => `"${text}"`;
  const unlessStandard = <K extends keyof Recipe>(
    field: K,
    show: (value: NonNullable<Recipe[K]>) => string
  ): string | null => {
    const standard = { ...recipeDefaults, ...labRecipe } as Required<Recipe>;
    const value = recipe[field];
    return value === undefined || value === standard[field] ? null : show(value);
  };
  return `train(${machine}, ${data}, ${recipe.epochs}${argumentsSource({
    k: unlessStandard("k", String),
    rate: unlessStandard("learningRate", number),
    clip: recipe.clip === labRecipe.clip ? null : number(recipe.clip ?? 0),
    batch: recipe.batchSize === null ? null : String(recipe.batchSize),
    optimizer: unlessStandard("optimizer", quoted),
    momentum: unlessStandard("momentum", number),
    schedule: unlessStandard("schedule", quoted),
    trainer: unlessStandard("trainer", quoted),
    chains: unlessStandard("chains", quoted),
    variance: unlessStandard("learnVariance", String),
    decay: unlessStandard("weightDecay", number),
    sign: unlessStandard("sign", String),
    seed: unlessStandard("seed", String)
  })})`;
}
