import type { DigitImages } from "../../../notebook/functions/hostFunction.js";
import { unstandardised } from "../../../rbm/data/unstandardised.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { checkpointOf, trainedRecipes } from "../../sources/checkpoints.js";
import { digitImages, digitsMachine } from "../../sources/digits.js";
import { examplesOf } from "../digits/examples.js";

/** What `checkpoint(name)` knows. */
export const checkpointNames: readonly string[] = ["digits", ...trainedRecipes.map(({ word }) => word)];

/** The handwritten digits with the examples of their chapter. */
export async function digitPoints(): Promise<DigitImages> {
  const images = await digitImages();
  const { train, test, labels } = images;
  if (!test || !labels) throw new Error("The digits have no labels.");
  const { rows, columns, count, values } = examplesOf(images);
  return { train, test, labels, examples: { n: rows * columns, count, values } };
}

/** A machine that was trained when the site was built; that of the digits with its standardisation undone. */
export async function trainedMachine(name: string): Promise<Machine> {
  if (name === "digits") {
    const { image } = await digitsMachine();
    return unstandardised(image.machine, image.standardisation);
  }
  const trained = trainedRecipes.find(({ word }) => word === name);
  const kept = trained && (await checkpointOf(trained.recipe));
  if (!kept) throw new Error(`There is no machine called ${name}.`);
  return kept.snapshots[kept.snapshots.length - 1].machine;
}
