import type { Notebook } from "../../../notebook/document/notebook.js";
import {
  energyNotebook,
  mixtureOfMachineNotebook,
  unitLinesNotebook,
  updateNotebook
} from "../../../notebook/templates/chapters/inside.js";
import { exactLogPartition } from "../../../rbm/exact/likelihood.js";
import { loopEvaluator } from "../../../rbm/model/loops.js";
import { sectionDistances, sectionEnds, sectionPlaces } from "./energySurface.js";
import { earlierMachines } from "./meansSketch.js";
import { runTrainer } from "./runTrainer.js";
import { firstSettings, firstUpdates } from "./smallRun.js";
import type { SmallRun } from "./smallRun.js";
import { updateStages } from "./updateStages.js";

/** The run that the page shows at first, trained once. @throws Error if its worker can't train it */
let trained: Promise<SmallRun> | null = null;
const firstRun = (): Promise<SmallRun> =>
  (trained ??= new Promise((resolve, reject) => {
    const failed = (message: string): void => {
      trained = null;
      reject(new Error(message));
    };
    runTrainer({ trained: resolve, failed })(firstSettings);
  }));

export async function firstUpdate(): Promise<Notebook> {
  const run = await firstRun();
  const { before: machine, z, draws } = updateStages(run, firstUpdates);
  const { learningRate: rate, clip, coupling } = run.recipe;
  return updateNotebook({ machine, updates: firstUpdates, z, draws, rate, clip, coupling, stage: 0, point: 0 });
}

export async function firstMixture(): Promise<Notebook> {
  const { machines } = await firstRun();
  return mixtureOfMachineNotebook(machines[firstUpdates], firstUpdates, earlierMachines(machines, firstUpdates));
}

export async function firstUnits(): Promise<Notebook> {
  return unitLinesNotebook((await firstRun()).machines[firstUpdates], firstUpdates, 0);
}

export async function firstSection(): Promise<Notebook> {
  const machine = (await firstRun()).machines[firstUpdates];
  const F = loopEvaluator.c(machine, sectionPlaces(0, sectionDistances)).map((c) => -c);
  const logZ = exactLogPartition(machine);
  return energyNotebook(
    machine,
    0,
    sectionEnds(
      F,
      F.map((value) => value + logZ)
    )
  );
}
