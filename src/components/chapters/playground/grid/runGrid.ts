import type { KernelClient, RunState } from "../../../../kernel/protocol.js";
import { reconstructionError } from "../reconstructionError.js";
import { dataOf, runRequest } from "../runSetup.js";
import type { RunSetup } from "../runSetup.js";
import { failedCell, setupOfCell } from "./gridPlan.js";
import type { CellResult, GridState } from "./gridPlan.js";

/**
 * Runs the cells that have no result yet, one after the other, on the client's worker.
 * @param onCell is given each result as it comes
 * @param signal ends the work; the run under way is lost
 */
export async function runGrid(
  client: KernelClient,
  { plan, results }: GridState,
  signal: AbortSignal,
  onCell: (cell: number, result: CellResult) => void
): Promise<void> {
  for (const [cell, known] of results.entries()) {
    if (known) continue;
    const result = await runCell(client, setupOfCell(plan, cell), signal).catch(failedCell);
    if (signal.aborted) return;
    onCell(cell, result!);
  }
}

/** The page's own run of this setup, without its pictures and draws, which change nothing about the machine. */
async function runCell(client: KernelClient, setup: RunSetup, signal: AbortSignal): Promise<CellResult | null> {
  const data = dataOf(setup.data);
  if (!data) throw new Error("There are no points to train on.");
  const request = { ...runRequest(data, setup.recipe, null), snapshotEpochs: [], grid: null, sampling: null };
  const run = client.train(request, () => {});
  const cancel = () => run.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  await run.finished.finally(() => signal.removeEventListener("abort", cancel));
  return run.state && resultOf(run.state, setup, data.train);
}

function resultOf(
  { snapshots, losses, diverged }: RunState,
  { recipe }: RunSetup,
  train: Parameters<typeof reconstructionError>[1]
): CellResult {
  const last = snapshots[snapshots.length - 1];
  const scores = {
    nllTest: last.nllTest,
    nllTrain: last.nllTrain,
    cdLoss: recipe.trainer === "cd" && last.epoch > 0 ? losses[last.epoch - 1] : null,
    reconstruction: reconstructionError(last.machine, train),
    epochs: last.epoch
  };
  if (diverged) return { scores, fault: `Training stopped at epoch ${diverged.epoch}: ${diverged.reason}` };
  return { scores, fault: last.nllTrain === null ? last.exact : null };
}
