import { energyDistance, maximumMeanDiscrepancy } from "../../../rbm/judging/twoSampleTest.js";
import type { TwoSampleTest } from "../../../rbm/judging/twoSampleTest.js";
import { coverage } from "../../../rbm/judging/coverage.js";
import { planeLaws } from "../../../rbm/data/planeLaws.js";
import type { PlaneLawName } from "../../../rbm/data/planeLaws.js";
import { ringDivergence } from "../../../rbm/exact/ringDivergence.js";
import type { RingDivergence } from "../../../rbm/exact/ringDivergence.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { createRandom } from "../../../rbm/random.js";
import type { Points } from "../../../rbm/shapes.js";

export interface JudgementRequest {
  readonly machine: Machine;
  /** nats; null if it can't be computed */
  readonly logZ: number | null;
  readonly law: PlaneLawName | null;
  /** points that the machine was not trained on */
  readonly test: Points;
  /** independent chains' last draws */
  readonly draws: Points;
}

/** What draws and fresh points say of a machine; each number is the library's. */
export interface Judgement {
  /** the law's entropy and its score on the fresh points, nats; null if there is no law */
  readonly entropy: number | null;
  readonly lawNll: number | null;
  /** KL(law ‖ machine) by radius and angle, if the law is the ring; null for any other, or without log Z */
  readonly ring: RingDivergence | null;
  readonly energy: TwoSampleTest;
  readonly mmd: TwoSampleTest;
  readonly coverage: number;
}

/** Points of each set that the permutation tests compare: their cost grows with the square. */
export const comparedPoints = 250;

export function judge({ machine, logZ, law, test, draws }: JudgementRequest): Judgement {
  const some = ({ n, count, values }: Points): Points => {
    const kept = Math.min(count, comparedPoints);
    return { n, count: kept, values: values.slice(0, kept * n) };
  };
  const [x, y] = [some(test), some(draws)];
  const known = law && planeLaws[law];
  const values = known?.logDensity(test);
  const options = { x, y, permutations: 199, random: createRandom(0, "permutation") };
  return {
    entropy: known?.entropy ?? null,
    lawNll: values ? -values.reduce((sum, value) => sum + value, 0) / values.length : null,
    ring: law === "ring" && logZ !== null ? ringDivergence(machine, { logZ }) : null,
    energy: energyDistance(options),
    mmd: maximumMeanDiscrepancy({ ...options, bandwidth: 0.2 }),
    coverage: coverage(x, y)
  };
}
