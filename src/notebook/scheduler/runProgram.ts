import type { Program } from "../../language/syntax/tree.js";
import type { CellOutcome } from "../evaluation/runCell.js";
import type { HostContext } from "../functions/hostFunction.js";
import type { Value } from "../values/value.js";
import { withDeadline } from "../../workers/deadline.js";
import { TimeUp, untilAborted } from "./endOfRun.js";
import type { Turns } from "./turns.js";

/** What the scheduler hands to whoever runs a cell. */
export type RunContext = Pick<HostContext, "signal" | "input" | "progress" | "partial" | "turn" | "comesOf">;

/** Runs the program of a cell; in the page this is runCell with its executors. */
export type RunProgram = (
  program: Program,
  inputs: ReadonlyMap<string, Value>,
  id: string,
  context: RunContext
) => Promise<CellOutcome>;

/** A run of a cell, and who is told of it. */
export interface RunOptions extends Pick<RunContext, "input" | "progress" | "partial" | "comesOf"> {
  /** ends the run */
  readonly controller: AbortController;
  readonly turns: Turns;
  /** milliseconds without a word of progress; while it waits for its turn it need say nothing */
  readonly deadline: number;
}

/** Runs a cell's program. @throws what it throws, the signal's reason, or TimeUp if it says nothing for too long */
export async function runInTime(
  run: (context: RunContext) => Promise<CellOutcome>,
  { controller, turns, deadline, input, comesOf, ...told }: RunOptions
): Promise<CellOutcome> {
  const { signal } = controller;
  const clock = withDeadline(deadline, () => controller.abort(new TimeUp(deadline)));
  const context: RunContext = {
    signal,
    input,
    comesOf,
    progress(fraction, note) {
      clock.restart();
      told.progress(fraction, note);
    },
    partial(value) {
      clock.restart();
      told.partial(value);
    },
    async turn() {
      clock.stop();
      const release = await turns.take(signal);
      clock.restart();
      return release;
    }
  };
  try {
    return await untilAborted(run(context), signal);
  } finally {
    clock.stop();
  }
}
