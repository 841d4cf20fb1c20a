import { FileAttachment } from "observablehq:stdlib";
import { readImageMachine } from "../../rbm/checkpoint/imageMachine.js";
import type { ImageMachine } from "../../rbm/checkpoint/imageMachine.js";
import { digitsFromBytes } from "../../rbm/data/digitBytes.js";
import { digitSide, standardSplit } from "../../rbm/data/digitsSplit.js";
import type { DigitsBaselines, DigitsScores } from "../../rbm/data/digitsScores.js";
import type { ImageSet } from "./imageSet.js";

/** The machine of digits that was trained when the site was built, and how good it is. @throws CheckpointError */
export async function digitsMachine(): Promise<{ readonly image: ImageMachine; readonly scores: DigitsScores }> {
  const file = FileAttachment("../../data/digits-machine.json");
  const { image, scores } = (await file.json()) as { image: object; scores: DigitsScores };
  return { image: readImageMachine(image), scores };
}

/** What other models score on the same images. */
export async function digitsBaselines(): Promise<DigitsBaselines> {
  return (await FileAttachment("../../data/digits-baselines.json").json()) as DigitsBaselines;
}

let loaded: Promise<ImageSet> | undefined;

/** The handwritten digits: 1500 to train on, 297 to test with. Loaded when first asked for. */
export function digitImages(): Promise<ImageSet> {
  return (loaded ??= FileAttachment("../../data/digits.bin")
    .arrayBuffer()
    .then((buffer) => {
      const { train, test } = standardSplit(digitsFromBytes(new Uint8Array(buffer)));
      return {
        ...{ name: "handwritten digits", rows: digitSide, columns: digitSide },
        ...{ train: train.x, test: test.x },
        labels: { train: train.labels, test: test.labels }
      };
    }));
}
