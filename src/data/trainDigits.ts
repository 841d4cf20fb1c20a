import { loadKernel } from "../kernel/node.js";
import { roundedImageMachine } from "../rbm/checkpoint/imageMachine.js";
import type { ImageMachine } from "../rbm/checkpoint/imageMachine.js";
import { digitsFromCSV } from "../rbm/data/digits.js";
import { digitSide, standardSplit } from "../rbm/data/digitsSplit.js";
import { standardisationOf } from "../rbm/data/standardise.js";
import { digitsRecipe } from "../rbm/training/digitsRecipe.js";

/**
 * The published machine of digits, as its file keeps it.
 * @param csv data/digits/digits.csv
 * @throws Error if training diverges: a published machine must be a finite one
 */
export function trainDigits(csv: string, recipe = digitsRecipe): ImageMachine {
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
  return roundedImageMachine({ rows: digitSide, columns: digitSide, machine, standardisation, recipe });
}
