import { planeLaws } from "../../../rbm/data/planeLaws.js";
import type { PlaneLawName } from "../../../rbm/data/planeLaws.js";
import { splitPoints } from "../../../rbm/data/splitPoints.js";
import type { Standardisation } from "../../../rbm/data/standardise.js";
import { createRandom } from "../../../rbm/random.js";
import type { Points } from "../../../rbm/shapes.js";

/** What a machine is trained on and what it is scored on. */
export interface PlaygroundData {
  readonly train: Points;
  /** null: too few points to keep some back */
  readonly test: Points | null;
  readonly law: PlaneLawName | null;
  /** the way back to the units of the file that the points are from; null: they have none of their own */
  readonly units: Standardisation | null;
}

/** Fresh points of a law to score a machine with. */
const freshPoints = 2000;

export function dataOfLaw(law: PlaneLawName, count: number, seed: number): PlaygroundData {
  return {
    train: planeLaws[law].draw(count, createRandom(seed, "data")),
    test: planeLaws[law].draw(freshPoints, createRandom(seed, "fresh data")),
    law,
    units: null
  };
}

/** A fifth of a reader's points is kept back, by the seed, if there are ten at least. */
export function dataOfPoints(points: Points, seed: number, units: Standardisation | null): PlaygroundData {
  if (points.count < 10) return { train: points, test: null, law: null, units };
  const { train, test } = splitPoints(points, Math.round(0.8 * points.count), createRandom(seed, "split"));
  return { train, test, law: null, units };
}
