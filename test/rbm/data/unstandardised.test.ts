import { it } from "vitest";
import { c, createMachine, createPoints, createRandom, logPartition, pZGivenX } from "../../../src/rbm/index.js";
import { standardisationOf } from "../../../src/rbm/data/standardise.js";
import { logScale, standardised, unstandardised } from "../../../src/rbm/data/unstandardised.js";
import { expectClose } from "../reference.js";

const random = createRandom(0, "standardise");
const scales = [0.02, 3, 0.4];
const points = createPoints(
  Array.from({ length: 50 }, () => scales.map((scale, i) => 5 * i + scale * random.normal())),
  3
);
const machine = createMachine({
  b: [0.1, -0.4, 0.2],
  logSigma2: [-0.5, 0.2, -1],
  W: Array.from({ length: 3 }, () => Array.from({ length: 5 }, () => 0.6 * random.normal())),
  d: [0.3, -0.2, 0.1, 0, -0.5]
});

it("an unstandardised machine gives x the probabilities that the machine gives y", () => {
  const standardisation = standardisationOf(points);
  const y = standardisation.apply(points);
  const ofX = unstandardised(machine, standardisation);
  expectClose(pZGivenX(ofX, points), pZGivenX(machine, y), 1e-8);
  const logP = (each: typeof machine, rows: typeof points) => c(each, rows).map((value) => value - logPartition(each));
  expectClose(
    logP(ofX, points),
    logP(machine, y).map((value) => value - logScale(standardisation)),
    1e-8
  );
});

it("standardised undoes it", () => {
  const standardisation = standardisationOf(points);
  const back = standardised(unstandardised(machine, standardisation), standardisation);
  for (const name of ["b", "logSigma2", "W", "d"] as const) expectClose(back[name], machine[name], 1e-9);
});
