/** Judges off the page's thread: one message in, one out. */
import { judge } from "./judgement.js";
import type { JudgementRequest } from "./judgement.js";

self.addEventListener("message", ({ data }: MessageEvent<JudgementRequest>) => self.postMessage(judge(data)));
