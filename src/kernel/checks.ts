import { RecipeError, ShapeError, ValueError } from "../rbm/errors.js";
import { checkGrid } from "../rbm/exact/grid.js";
import type { Machine } from "../rbm/model/machine.js";
import { completeRecipe } from "../rbm/training/recipe.js";
import { checkInteger, shapeText } from "../rbm/shapes.js";
import type { Points } from "../rbm/shapes.js";
import { checkBetas } from "../rbm/sampling/annealedImportance.js";
import { checkLangevinMove } from "../rbm/sampling/gibbsLangevin.js";
import { checkedGaussian } from "../rbm/sampling/temperedPath.js";
import type {
  AnnealRequest,
  DensityRequest,
  LangevinRequest,
  NllRequest,
  ReplicaRequest,
  RunRequest,
  SampleRequest
} from "./protocol.js";

/** The largest trajectory, in numbers: 1 GB of float32. */
const greatestTrajectory = 2 ** 28;

/** @throws RecipeError, ShapeError, ValueError: the message names the argument, its value and what it must be */
export function checkRunRequest(request: RunRequest): void {
  const { data, test, recipe, initial, snapshotEpochs, grid, sampling } = request;
  const { chains } = completeRecipe(recipe);
  checkPoints(data, "data");
  if (chains === "tempered" && data.count < 2)
    throw new RecipeError("chains", 'is "tempered"; a ladder of temperatures needs at least two points');
  if (recipe.trainer === "exact" && data.n !== 2)
    throw new RecipeError("trainer", `is "exact", which needs data with n = 2; they have n = ${data.n}`);
  if (test) {
    checkPoints(test, "test");
    if (test.n !== data.n) throw new ShapeError("test", `(${test.count}, ${test.n})`, `(count, ${data.n})`);
  }
  if (initial) {
    checkMachine(initial, "initial");
    if (initial.n !== data.n || initial.m !== recipe.hidden)
      throw new ShapeError("initial.W", `(${initial.n}, ${initial.m})`, `(${data.n}, ${recipe.hidden})`);
  }
  snapshotEpochs.forEach((epoch, i) => {
    checkInteger(epoch, 0, recipe.epochs, `snapshotEpochs[${i}]`);
    if (i > 0 && epoch <= snapshotEpochs[i - 1])
      throw new ValueError(`snapshotEpochs[${i}]`, `is ${epoch}; it must be above the one before`);
  });
  if (request.densityEvery !== undefined) checkInteger(request.densityEvery, 1, 1e6, "densityEvery");
  if (grid) {
    checkGrid(grid);
    if (data.n !== 2) throw new ShapeError("data", `(${data.count}, ${data.n})`, "(count, 2), as a grid is given");
  }
  if (sampling) checkSampling(sampling, data.n);
  if (request.slices !== undefined) checkSlices(request.slices, request);
}

function checkSlices(slices: number, { data, recipe }: RunRequest): void {
  if (![1, 2, 4].includes(slices)) throw new ValueError("slices", `is ${slices}; it must be 1, 2 or 4`);
  const { trainer, chains } = completeRecipe(recipe);
  if (slices > 1 && (data.n === 2 || trainer === "exact" || chains !== "data"))
    throw new ValueError(
      "slices",
      `is ${slices}; more than 1 needs contrastive divergence with chains from the data, and n ≠ 2`
    );
}

/** @throws ShapeError, ValueError */
export function checkSampleRequest(request: SampleRequest): void {
  const { machine, start, chains, fixed } = request;
  checkMachine(machine, "machine");
  checkSampling(request, machine.n);
  if (fixed) {
    if (fixed.length !== machine.n) throw new ShapeError("fixed", `(${fixed.length},)`, `(${machine.n},)`);
    if (!start) throw new ValueError("start", "is null; fixed units need the values that they keep");
  }
  if (!start) return;
  if (start.length !== chains * machine.n)
    throw new ShapeError("start", `(${start.length / machine.n}, ${machine.n})`, `(${chains}, ${machine.n})`);
  checkFinite(start, "start");
}

/** @throws ShapeError, ValueError */
export function checkReplicaRequest(request: ReplicaRequest): void {
  const { ladder, start, chains, offers } = request;
  checkInteger(ladder.length, 1, 1000, "ladder.length");
  ladder.forEach((machine, rung) => {
    checkMachine(machine, `ladder[${rung}]`);
    if (machine.n !== ladder[0].n)
      throw new ShapeError(`ladder[${rung}].W`, `(${machine.n}, ${machine.m})`, `(${ladder[0].n}, ${machine.m})`);
  });
  const [{ n }] = ladder;
  checkSampling(request, n);
  if (offers !== undefined) checkInteger(offers, 1, 1000, "offers");
  if (!start) return;
  if (start.length !== ladder.length * chains * n)
    throw new ShapeError(
      "start",
      shapeText(start.length),
      `(rungs, chains, n) = ${shapeText(ladder.length, chains, n)}`
    );
  checkFinite(start, "start");
}

/** @throws ShapeError, ValueError */
export function checkLangevinRequest(request: LangevinRequest): void {
  const { machine, chains, start, move } = request;
  checkMachine(machine, "machine");
  if (machine.n !== 2)
    throw new ShapeError(
      "machine.W",
      `(${machine.n}, ${machine.m})`,
      `(2, ${machine.m}): the sweeps are those of a plane`
    );
  checkLangevinMove(move);
  checkSampling(request, 2);
  if (!start) return;
  if (start.length !== chains * 2) throw new ShapeError("start", `(${start.length / 2}, 2)`, `(${chains}, 2)`);
  checkFinite(start, "start");
}

/** @throws ShapeError, ValueError */
export function checkAnnealRequest({ machine, base, betas, chains, draws, seed }: AnnealRequest): void {
  checkMachine(machine, "machine");
  checkedGaussian(base, machine.n, machine.m);
  checkBetas(betas);
  checkInteger(seed, 0, 2 ** 32 - 1, "seed");
  if (!draws) return checkInteger(chains, 2, 10_000_000, "chains");
  if (draws.length % machine.n !== 0 || draws.length < 2 * machine.n)
    throw new ShapeError("draws", `(${draws.length / machine.n}, ${machine.n})`, `(chains, ${machine.n}), chains ≥ 2`);
  checkFinite(draws, "draws");
}

/** @throws ShapeError, ValueError */
export function checkDensityRequest({ machine, grid }: DensityRequest): void {
  checkMachine(machine, "machine");
  checkPlane(machine);
  checkGrid(grid);
}

/** @throws ShapeError, ValueError */
export function checkNllRequest({ machine, data }: NllRequest): void {
  checkMachine(machine, "machine");
  checkPlane(machine);
  checkPoints(data, "data");
  if (data.n !== machine.n) throw new ShapeError("data", `(${data.count}, ${data.n})`, `(count, ${machine.n})`);
}

function checkSampling({ chains, steps, seed }: { chains: number; steps: number; seed: number }, n: number): void {
  checkInteger(chains, 1, 10_000_000, "chains");
  checkInteger(steps, 1, 10_000_000, "steps");
  checkInteger(seed, 0, 2 ** 32 - 1, "seed");
  if (chains * steps * n > greatestTrajectory)
    throw new ValueError("chains", `times steps times n is ${chains * steps * n}; it must be at most 2²⁸`);
}

function checkPoints({ n, count, values }: Points, argument: string): void {
  checkInteger(n, 1, 100_000, `${argument}.n`);
  checkInteger(count, 1, 100_000_000, `${argument}.count`);
  if (values.length !== n * count) throw new ShapeError(argument, `(${values.length / n}, ${n})`, `(${count}, ${n})`);
  checkFinite(values, argument);
}

function checkMachine({ n, m, b, logSigma2, W, d }: Machine, argument: string): void {
  checkInteger(n, 1, 100_000, `${argument}.n`);
  checkInteger(m, 1, 1_000_000, `${argument}.m`);
  checkVector(b, n, `${argument}.b`);
  checkVector(logSigma2, n, `${argument}.logSigma2`);
  checkVector(W, n * m, `${argument}.W`);
  checkVector(d, m, `${argument}.d`);
  for (let i = 0; i < n; i++)
    if (Math.abs(logSigma2[i]) > 80)
      throw new ValueError(`${argument}.logSigma2[${i}]`, `is ${logSigma2[i]}; it must be within ±80`);
}

function checkVector(values: Float64Array, length: number, argument: string): void {
  if (values.length !== length) throw new ShapeError(argument, `(${values.length},)`, `(${length},)`);
  checkFinite(values, argument);
}

/** Finite as float32, which is what the kernel computes with. */
function checkFinite(values: ArrayLike<number>, argument: string): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(Math.fround(values[i])))
      throw new ValueError(`${argument}[${i}]`, `is ${values[i]}; it must be a finite float32 number`);
}

function checkPlane({ n, m }: Machine): void {
  if (n !== 2) throw new ShapeError("machine.W", `(${n}, ${m})`, `(2, ${m}): log Z is summed over a plane`);
}
