import type { KernelClient, RunOutcome, RunRequest, RunState } from "../protocol.js";

/** The newest state each time it is asked for; leaving the loop cancels the run. */
export async function* statesOf(
  request: RunRequest,
  train: KernelClient["train"]
): AsyncGenerator<RunState, RunOutcome, void> {
  let newest: RunState | undefined;
  let wake = () => {};
  let outcome: RunOutcome | undefined;
  let failure: unknown;
  const run = train(request, (state) => {
    newest = state;
    wake();
  });
  run.finished.then(
    (value) => {
      outcome = value;
      wake();
    },
    (error) => {
      failure = error;
      wake();
    }
  );
  try {
    for (;;) {
      if (failure) throw failure;
      if (newest && outcome !== "overtaken" && outcome !== "cancelled") {
        const state = newest;
        newest = undefined;
        yield state;
      } else if (outcome) return outcome;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    run.cancel();
  }
}
