import type { KernelClient, RunState, Sampling } from "../../../kernel/protocol.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import { ringWindow } from "../../sources/ringWindow.js";
import type { PlaygroundData } from "./playgroundData.js";

/** A machine that came from a file, scored on the data of the page: a run of no epochs. */
export async function loadedRun(
  client: KernelClient,
  machine: Machine,
  { train, test }: PlaygroundData,
  sampling: Sampling
): Promise<RunState> {
  const begun = performance.now();
  const [trajectory, density] = await Promise.all([
    client.sample({ ...sampling, machine, start: null }),
    client.density({ machine, grid: ringWindow }).catch(withoutLogZ)
  ]);
  const nll = (data: Points | null) => (data && density ? client.nll({ machine, data }) : null);
  return {
    phase: "done",
    epoch: 0,
    epochs: 1,
    losses: new Float32Array(),
    gradientNorms: new Float32Array(),
    snapshots: [
      {
        epoch: 0,
        machine,
        nllTrain: await nll(train),
        nllTest: await nll(test),
        logZ: density && density.logZ,
        exact: density ? "exact" : "the machine's mass can't be enclosed",
        density
      }
    ],
    trajectory,
    diverged: null,
    elapsed: performance.now() - begun
  };
}

/** A machine too wide to be summed over has draws, but no score. */
function withoutLogZ(error: unknown): null {
  if (error instanceof Error && error.name === "WindowError") return null;
  throw error;
}
