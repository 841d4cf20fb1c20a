import type { KernelClient, RunState } from "../../../kernel/protocol.js";
import type { ImageMachine } from "../../../rbm/checkpoint/imageMachine.js";
import { standardisationOf } from "../../../rbm/data/standardise.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import type { RunContext } from "../../controls/runButton.js";
import type { ImageSet } from "../../sources/imageSet.js";
import { trainingRun } from "../../sources/trainingRun.js";

/** A picture of training under way. */
export interface TrainingPicture {
  readonly image: ImageMachine;
  readonly epoch: number;
  readonly state: RunState;
}

/**
 * Trains on images, their pixels standardised, and shows the machine after every epoch that there is time to show.
 * @returns the last picture; null if the run was overtaken or cancelled
 */
export async function trainImages(
  client: KernelClient,
  { rows, columns, train }: ImageSet,
  recipe: Recipe,
  context: RunContext,
  show: (picture: TrainingPicture) => void
): Promise<TrainingPicture | null> {
  const standardisation = standardisationOf(train);
  let last: TrainingPicture | null = null;
  const request = {
    data: standardisation.apply(train),
    test: null,
    recipe,
    initial: null,
    snapshotEpochs: Array.from({ length: recipe.epochs + 1 }, (_, epoch) => epoch),
    grid: null,
    sampling: null
  };
  const state = await trainingRun(client, request, context, (each) => {
    const snapshot = each.snapshots[each.snapshots.length - 1];
    if (!snapshot) return;
    const image = { rows, columns, machine: snapshot.machine, standardisation, recipe };
    last = { image, epoch: snapshot.epoch, state: each };
    show(last);
  });
  return state && last;
}
