import type { KernelClient, WindowedDensity } from "../../../kernel/protocol.js";
import type { SamplingChoice as NotebookChoice } from "../../../notebook/templates/chapters/sampling.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import type { Trajectory } from "../../../rbm/sampling/trajectory.js";
import { inAddress, numberCodec } from "../../controls/address.js";
import { checkpointOf, trainedRecipes } from "../../sources/checkpoints.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";
import { controlGroup } from "../../controls/controlGroup.js";
import { slider } from "../../controls/slider.js";
import { ringWindow } from "../../sources/ringWindow.js";

/** What is drawn: from which machine, by how many chains and steps. */
export function samplingControls() {
  const number = (name: string, options: Parameters<typeof slider>[0]) =>
    inAddress(name, slider(options), numberCodec(options));
  return controlGroup("What is drawn", {
    machine: choiceInAddress<string>("machine", {
      label: "Machine",
      kind: "select",
      options: trainedRecipes.map(({ word, name }) => ({ value: word, label: name })),
      value: "lab-100-1"
    }),
    chains: number("chains", { label: "Chains", min: 2, max: 2000, integer: true, log: true, value: 500 }),
    steps: number("steps", { label: "Gibbs steps", min: 4, max: 2000, integer: true, log: true, value: 1000 }),
    seed: number("seed", { label: "Seed", min: 0, max: 999, integer: true, value: 0 })
  });
}

export type SamplingChoice = ReturnType<typeof samplingControls>["value"];

/** The choice with the recipe of its machine, as a notebook needs it. */
export function withRecipe({ machine, chains, steps, seed }: SamplingChoice): NotebookChoice {
  const trained = trainedRecipes.find(({ word }) => word === machine);
  if (!trained) throw new Error(`There is no machine called ${machine}.`);
  return { recipe: trained.recipe, chains, steps, seed };
}

export interface DrawnChains {
  readonly machine: Machine;
  readonly name: string;
  readonly trajectory: Trajectory;
  readonly density: WindowedDensity;
  /** exact negative log-likelihood of fresh points, nats */
  readonly nll: number;
  /** milliseconds the draws took */
  readonly elapsed: number;
}

/** The chains asked for, with the exact density that they draw from. */
export async function drawChains(
  client: KernelClient,
  wanted: SamplingChoice,
  heldOut: Points,
  signal: AbortSignal
): Promise<DrawnChains> {
  const trained = trainedRecipes.find(({ word }) => word === wanted.machine);
  const checkpoint = trained && (await checkpointOf(trained.recipe));
  if (!trained || !checkpoint) throw new Error(`There is no machine called ${wanted.machine}.`);
  const { machine } = checkpoint.snapshots[checkpoint.snapshots.length - 1];
  const { chains, steps, seed } = wanted;
  const started = performance.now();
  const trajectory = await client.sample({ machine, chains, steps, seed, start: null }, { signal });
  const elapsed = performance.now() - started;
  const density = await client.density({ machine, grid: ringWindow }, { signal });
  const nll = await client.nll({ machine, data: heldOut }, { signal });
  return { machine, name: trained.name, trajectory, density, nll, elapsed };
}
