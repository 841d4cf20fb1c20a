import type { Notebook } from "../../../notebook/document/notebook.js";
import { labMachineNotebook } from "../../../notebook/templates/chapters/lab.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Trajectory } from "../../../rbm/sampling/trajectory.js";
import type { Points } from "../../../rbm/shapes.js";
import { labRecipe } from "../../../rbm/training/recipe.js";
import { heldOutData, ringData } from "../../sources/ringData.js";
import { openExercise } from "./exerciseWorker.js";

/** The chains of a machine of the lab. */
export const labSampling = { chains: 500, steps: 1000, seed: labRecipe.seed } as const;
/** Ours runs the library's own code, which needs no watching and says nothing while its chains run: milliseconds. */
export const libraryPatience = 120_000;

/** A machine of the lab with the last states of its chains. */
export interface DrawnMachine {
  readonly machine: Machine;
  readonly draws: Points;
}

export function lastStates({ steps, chains, n, x }: Trajectory): Points {
  return { n, count: chains, values: x.slice((steps - 1) * chains * n) };
}

/** What "Open in the notebook" opens beside a machine of the lab. */
export function openedMachine(whose: "Your" | "Our", { machine, draws }: DrawnMachine): Notebook {
  return labMachineNotebook(machine, draws, {
    label: `${whose} machine: data, draws and exact density`,
    drawsName: `last states of ${whose.toLowerCase()} chains`
  });
}

/** The same for our machine where there is no lab: it is trained and sampled first, which takes seconds. */
export async function ourMachineNotebook(): Promise<Notebook> {
  const [data, test] = await Promise.all([ringData(), heldOutData()]);
  const client = openExercise(libraryPatience);
  try {
    const recipe = { seed: labRecipe.seed };
    const { machine } = await client.ask({ kind: "train", answers: null, data, test, recipe });
    const trajectory = await client.ask({ kind: "sample", answers: null, machine, ...labSampling });
    return openedMachine("Our", { machine, draws: lastStates(trajectory) });
  } finally {
    client.close();
  }
}
