/** Trains small runs off the page's thread: settings in, the run or what went wrong out. */
import { smallRun } from "./smallRun.js";
import type { RunSettings } from "./smallRun.js";
import type { RunAnswer } from "./runTrainer.js";

self.addEventListener("message", ({ data: settings }: MessageEvent<RunSettings>) => {
  let answer: RunAnswer;
  try {
    answer = { run: smallRun(settings) };
  } catch (error) {
    answer = { fault: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(answer);
});
