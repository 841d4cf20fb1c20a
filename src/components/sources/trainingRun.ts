import type { KernelClient, RunRequest, RunState } from "../../kernel/protocol.js";
import type { RunContext } from "../controls/runButton.js";

/** Milliseconds between two pictures of a run: enough to see it move, and the rest of the time is the run's. */
const picturePace = 40;

/** Milliseconds until a run that nobody asked for shows a picture: the page that opens has others to draw, and most are done by then. */
export const openingPace = 250;

/**
 * Trains behind a run button. Each state worth a picture is shown, the newest at once when training is over.
 * @param firstPicture milliseconds until the first picture, unless the run is over before
 * @returns the last state; null where the run was overtaken or cancelled
 */
export async function trainingRun(
  client: KernelClient,
  request: RunRequest,
  { signal, progress }: RunContext,
  show: (state: RunState) => void,
  firstPicture = 0
): Promise<RunState | null> {
  let drawn = performance.now() + firstPicture - picturePace;
  const run = client.train(request, (state) => {
    const now = performance.now();
    if (state.phase === "training" && now - drawn < picturePace) return;
    drawn = now;
    show(state);
    progress(state.epoch / state.epochs, `epoch ${state.epoch} of ${state.epochs}`);
  });
  signal.addEventListener("abort", () => run.cancel());
  const outcome = await run.finished;
  return outcome === "done" || outcome === "diverged" ? run.state : null;
}
