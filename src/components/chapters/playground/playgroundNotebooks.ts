import type { Notebook } from "../../../notebook/document/notebook.js";
import { chartsNotebook, planeNotebook } from "../../../notebook/templates/chapters/playground.js";
import type { PlaygroundRun } from "../../../notebook/templates/chapters/playground.js";
import { planeRecipe } from "./planeRecipe.js";
import { sampling } from "./runSetup.js";
import type { DataChoice } from "./runSetup.js";
import type { ShownRun } from "./runView.js";

/** The plane of the page as cells, by the run that it shows. */
export function planeCells(shown: ShownRun, shows: { readonly contours: boolean }): Notebook {
  return planeNotebook(runOf(shown), {
    chains: shown.isDiverged ? null : sampling,
    density: shown.hasDensity,
    contours: shows.contours
  });
}

/** The charts of the page as cells, by the run that they show. */
export function chartCells(shown: ShownRun): Notebook {
  return chartsNotebook(runOf(shown), shown.beside);
}

/** The run that the page opens on, as cells. */
const firstRun: PlaygroundRun = {
  data: { law: "moons", count: 500, seed: 0 },
  recipe: planeRecipe,
  ...{ start: null, loaded: null, epoch: null }
};

export const firstPlane = (): Notebook => planeNotebook(firstRun, { chains: sampling, density: true, contours: true });

export const firstCharts = (): Notebook =>
  chartsNotebook(firstRun, { mixture: 12, law: true, kept: null, isLogarithmic: true });

function runOf({ origin: { choice, recipe, start, loaded }, epoch }: ShownRun): PlaygroundRun {
  return { data: dataOf(choice), recipe, start, loaded, epoch };
}

function dataOf({ name, count, seed, own }: DataChoice): PlaygroundRun["data"] {
  if (name !== "own") return { law: name, count, seed };
  if (!own) throw new Error("There are no points yet. Draw some on the plane, or choose a law.");
  return { points: own.points, seed, units: own.units };
}
