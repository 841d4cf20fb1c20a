import type { Notebook } from "../../../notebook/document/notebook.js";
import * as data from "../../../notebook/templates/chapters/data.js";
import * as digits from "../../../notebook/templates/chapters/digits.js";
import * as model from "../../../notebook/templates/chapters/model.js";
import * as sampling from "../../../notebook/templates/chapters/sampling.js";
import * as training from "../../../notebook/templates/chapters/training.js";
import { labRecipe } from "../../../rbm/training/recipe.js";

/** A figure of a chapter as a notebook, by the values that the page's controls have at first. */
export interface ChapterFigure {
  readonly name: string;
  readonly make: () => Notebook | Promise<Notebook>;
}

const law: data.RingLaw = { source: "lab", count: 500, noise: 0.1, factor: 0.2, seed: 0 };
const chains: sampling.SamplingChoice = { recipe: labRecipe, chains: 500, steps: 1000, seed: 0 };
const small = async (): Promise<model.SmallMachine> => (await import("../model/smallMachine.js")).firstSmallMachine;

/** Every figure that a chapter opens in the notebook, by chapter, in the order of the pages. */
export const chapterFigures: readonly { readonly chapter: string; readonly figures: readonly ChapterFigure[] }[] = [
  { chapter: "Home", figures: [{ name: "Five hundred chains", make: () => sampling.heroNotebook(labRecipe) }] },
  {
    chapter: "Data",
    figures: [
      { name: "The data", make: () => data.ringNotebook(law, { truth: true, inner: true }) },
      { name: "A Gaussian mixture", make: () => data.mixtureNotebook(law, 8) },
      { name: "Its score", make: () => data.mixtureScoresNotebook(law) }
    ]
  },
  {
    chapter: "Model",
    figures: [
      { name: "The exact density of a small machine", make: async () => model.smallMachineNotebook(await small()) },
      { name: "Every setting of the switches", make: async () => model.enumerationNotebook(await small()) },
      { name: "p(z | x)", make: async () => model.conditionalsNotebook(await small()) },
      { name: "p(x | z)", make: async () => model.conditionalNotebook(await small(), [1, 0, 1]) },
      { name: "The trap of the sign", make: () => model.signTrapNotebook("c") }
    ]
  },
  {
    chapter: "Training",
    figures: [
      { name: "The training", make: () => training.trainingNotebook(labRecipe) },
      { name: "CD loss beside the exact score", make: () => training.lossNotebook(30) },
      { name: "The clip’s budget", make: () => training.clipNotebook(1) },
      { name: "Scores of the lab’s recipe", make: seeds }
    ]
  },
  {
    chapter: "Inside",
    figures: [
      { name: "One update in slow motion", make: async () => (await firstFigures()).firstUpdate() },
      { name: "The Gaussians of the mixture", make: async () => (await firstFigures()).firstMixture() },
      { name: "The two sides of each hidden unit", make: async () => (await firstFigures()).firstUnits() },
      { name: "A section through the surface", make: async () => (await firstFigures()).firstSection() }
    ]
  },
  {
    chapter: "Sampling",
    figures: [
      { name: "The last draws", make: () => sampling.lastDrawsNotebook(chains) },
      { name: "The angles", make: () => sampling.anglesNotebook(chains) },
      { name: "Three gradients", make: () => sampling.threeGradientsNotebook(0) },
      { name: "All chains", make: () => sampling.chainsNotebook(chains) },
      { name: "How the crowd forgets", make: () => sampling.forgettingNotebook(chains) },
      { name: "The trail", make: () => sampling.trailNotebook(chains, 0) },
      { name: "The autocorrelation", make: () => sampling.autocorrelationNotebook(chains) },
      {
        name: "Draws with a noise of their own",
        make: () => sampling.wrongNoiseNotebook({ recipe: labRecipe, chains: 500, steps: 60 }, Math.sqrt)
      }
    ]
  },
  {
    chapter: "Digits",
    figures: [
      { name: "Filters and draws", make: () => digits.filtersNotebook(null) },
      { name: "Chains of pictures", make: () => digits.pictureChainsNotebook(null, 199, null) },
      { name: "What one picture switches on", make: () => digits.partsNotebook(null, 0, 10) },
      { name: "Draws and their neighbours", make: () => digits.copiesNotebook(null) },
      { name: "Mend a digit", make: halfADigit },
      { name: "A label on top", make: () => digits.labelsNotebook(null) }
    ]
  },
  { chapter: "Lab", figures: [{ name: "Our machine", make: ours }] },
  {
    chapter: "Playground",
    figures: [
      { name: "Data, draws and density", make: async () => (await playground()).firstPlane() },
      { name: "Scores, loss and norms", make: async () => (await playground()).firstCharts() }
    ]
  }
];

const playground = () => import("../playground/playgroundNotebooks.js");
const firstFigures = () => import("../inside/firstFigures.js");

/** The first example with its lower half erased, as the chapter has it at first. */
function halfADigit(): Notebook {
  const known = Array.from({ length: 64 }, (_, at) => (at < 32 ? 1 : 0));
  return digits.mendNotebook(null, 0, known);
}

async function ours(): Promise<Notebook> {
  return (await import("../exercise/openedMachine.js")).ourMachineNotebook();
}

async function seeds(): Promise<Notebook> {
  const { pytorchScores, scoresBeside } = await import("../exercise/pytorchScores.js");
  return training.seedsNotebook(pytorchScores, scoresBeside);
}
