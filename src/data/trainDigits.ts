import { loadKernel } from "../kernel/node.js";
import { roundedImageMachine } from "../rbm/checkpoint/imageMachine.js";
import type { ImageMachine } from "../rbm/checkpoint/imageMachine.js";
import { digitsFromCSV } from "../rbm/data/digits.js";
import { digitSide, standardSplit } from "../rbm/data/digitsSplit.js";
import { standardisationOf } from "../rbm/data/standardise.js";
import { digitsRecipe } from "../rbm/training/digitsRecipe.js";

/** A trained machine, as its file keeps it and as it was before. */
export interface TrainedDigits {
  readonly published: ImageMachine;
  readonly unrounded: ImageMachine;
}

/**
 * The machine of digits that is published.
 * @param csv data/digits/digits.csv
 * @throws Error if training diverges: a published machine must be a finite one
 */
export function trainDigits(csv: string, recipe = digitsRecipe): TrainedDigits {
  const pixels = standardSplit(digitsFromCSV(csv)).train.x;
  const standardisation = standardisationOf(pixels);
  const { machine, diverged } = loadKernel().train({
    data: standardisation.apply(pixels),
    test: null,
    recipe,
    initial: null,
    snapshotEpochs: [],
    grid: null
  });
  if (diverged) throw new Error(`the machine of digits diverged at epoch ${diverged.epoch}: ${diverged.reason}`);
  const unrounded = { rows: digitSide, columns: digitSide, machine, standardisation, recipe };
  return { published: roundedImageMachine(unrounded), unrounded };
}
