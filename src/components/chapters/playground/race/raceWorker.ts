/** Runs the race off the page's thread: one message in; results, progress and an end out. */
import { race } from "./race.js";
import type { RaceMessage, RaceRequest } from "./raceTypes.js";

const post = (message: RaceMessage) => self.postMessage(message);

self.addEventListener("message", ({ data }: MessageEvent<RaceRequest>) => {
  const run = race(
    data,
    () => performance.now(),
    (result) => post({ kind: "result", result })
  );
  for (const done of run) post({ kind: "progress", done });
  post({ kind: "end" });
});
