/** The chapter's worker: one job in, its answer out. */
import { loopEvaluator } from "../../../rbm/model/loops.js";
import { createRandom } from "../../../rbm/random.js";
import {
  annealedLogPartition,
  annealingSchedule,
  reverseAnnealedLogPartition
} from "../../../rbm/sampling/annealedImportance.js";
import { clampedGibbs } from "../../../rbm/sampling/clampedGibbs.js";
import { meanField } from "../../../rbm/sampling/meanField.js";
import { gaussianOf } from "../../../rbm/sampling/temperedPath.js";
import type { Points } from "../../../rbm/shapes.js";
import type { BracketRequest, ImageJobName, ImageJobs, LogPartitionBracket, Mended, MendRequest } from "./imageJobs.js";
import { nameImages } from "./nameImages.js";
import { nearestOf } from "./nearestOf.js";

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

function mend({ machine, x, known, chains, steps, burnIn, seed }: MendRequest): Mended {
  const { n } = machine;
  const random = createRandom(seed, "mend");
  // What is not known starts as the machine's b, which is as good a start as any.
  const start = Float64Array.from({ length: chains * n }, (_, at) => (known[at % n] ? x[at % n] : machine.b[at % n]));
  const [sum, squares] = [new Float64Array(n), new Float64Array(n)];
  const counted = (steps - burnIn) * chains;
  const draws = clampedGibbs({
    ...{ machine, known, steps, random, x: start },
    visit(values, step) {
      if (step < burnIn) return;
      for (let at = 0; at < values.length; at++) {
        sum[at % n] += values[at] / counted;
        squares[at % n] += values[at] ** 2 / counted;
      }
    }
  });
  return { mean: sum, spread: squares.map((value, i) => Math.sqrt(Math.max(0, value - sum[i] ** 2))), draws };
}

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
