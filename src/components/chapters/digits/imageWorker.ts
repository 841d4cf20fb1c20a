/** The chapter's worker: one job in, its answer out. */
import { loopEvaluator } from "../../../rbm/model/loops.js";
import { nearestOf } from "../../../rbm/judging/nearestOf.js";
import { createRandom } from "../../../rbm/random.js";
import {
  annealedLogPartition,
  annealingSchedule,
  reverseAnnealedLogPartition
} from "../../../rbm/sampling/annealedImportance.js";
import { clampedGibbs } from "../../../rbm/sampling/clampedGibbs.js";
import { meanField } from "../../../rbm/sampling/meanField.js";
import { mend } from "../../../rbm/sampling/mend.js";
import { gaussianOf } from "../../../rbm/sampling/temperedPath.js";
import type { Points } from "../../../rbm/shapes.js";
import type { BracketRequest, ImageJobName, ImageJobs, LogPartitionBracket } from "./imageJobs.js";
import { nameImages } from "./nameImages.js";

const jobs: { [Name in ImageJobName]: (request: ImageJobs[Name]["request"]) => ImageJobs[Name]["answer"] } = {
  meanField,
  nearest: ({ x, among }) => nearestOf(x, among),
  mend,
  bracket,
  name: nameImages
};

self.addEventListener("message", ({ data }: MessageEvent<{ name: ImageJobName; request: never }>) => {
  try {
    self.postMessage({ answer: jobs[data.name](data.request) });
  } catch (error) {
    self.postMessage({ fault: error instanceof Error ? error.message : String(error) });
  }
});

function bracket({ machine, train, test, temperatures, chains, seed }: BracketRequest): LogPartitionBracket {
  const { n } = machine;
  const base = gaussianOf(train.values, n);
  const betas = annealingSchedule(temperatures);
  const forward = annealedLogPartition({ machine, base, betas, chains, random: createRandom(seed, "forward") });
  // In reverse it starts from the machine's own draws: chains from the data, long enough to forget them.
  const random = createRandom(seed, "reverse");
  const first = Float64Array.from({ length: chains * n }, (_, at) => {
    const row = Math.floor(at / n) % train.count;
    return train.values[row * n + (at % n)];
  });
  const known = new Uint8Array(n);
  const draws = clampedGibbs({ machine, x: first, known, steps: temperatures, random }).values;
  const reverse = reverseAnnealedLogPartition({ machine, base, betas, draws, random });
  const meanC = (points: Points) => {
    const values = loopEvaluator.c(machine, Float64Array.from(points.values));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const of = ({ logZ, standardError }: { logZ: number; standardError: number }) => ({ logZ, standardError });
  return { forward: of(forward), reverse: of(reverse), meanC: { train: meanC(train), test: test && meanC(test) } };
}
