import type { Machine } from "../../rbm/model/machine.js";
import type { CellId, OwnCellId } from "../cells/cells.js";
import { cellOf } from "../cells/cells.js";
import { Evaluation } from "../../language/evaluation/evaluation.js";
import type { Draws } from "../../language/evaluation/evaluation.js";
import { expand, scalar, tensor } from "../../language/tensor/tensor.js";
import type { Tensor } from "../../language/tensor/tensor.js";
import { parametersOf, LearnerFunctions, readAnswers, solutions } from "../learner/learnerFunctions.js";
import type { Programs } from "../learner/learnerFunctions.js";
import type { Trial } from "./trials.js";
import { rowsTensor } from "./trials.js";
import { cByEnumeration, hiddenMarginals, lossByEnumeration, softplusByEnumeration, visibleMoments } from "./truth.js";

/** A value of an answer, or what it should be; name is empty if the cell has one value only. */
export interface Output {
  readonly name: string;
  readonly value: Tensor;
}

/** Runs a cell's formula, with those of the other cells, on a machine. @throws LanguageError */
export function attempt(
  id: CellId,
  programs: Programs,
  machine: Machine,
  inputs: Readonly<Record<string, Tensor>>,
  draws: Draws | null = null
): Output[] {
  const evaluation = new Evaluation(draws);
  const outcome = new LearnerFunctions(programs, parametersOf(machine), evaluation).run(id, inputs, evaluation);
  const assigns = cellOf(id).assigns;
  if (!assigns) return [{ name: "", value: outcome.value }];
  const n = machine.n;
  return assigns.map((name) => {
    const value = outcome.assigned.get(name)!;
    // (n,) and (1, n) stand for the same in every row.
    const rows = inputs.z.shape[0];
    const isRow =
      name === "varianceX" && value.shape.length <= 2 && value.values.length === n && value.shape.at(-1) === n;
    return { name, value: isRow ? { shape: [rows, n], values: expand(value.values, [n], [rows, n]) } : value };
  });
}

/** The inputs of a cell that gives the same value each time. */
export function inputsOf(id: CellId, trial: Trial): Record<string, Tensor> {
  if (isOwn(id)) {
    const all: Record<string, Tensor> = { x: rowsTensor(trial.x), z: rowsTensor(trial.z), a: rowsTensor(trial.draws) };
    return Object.fromEntries(cellOf(id).defines[0].parameters.map((name) => [name, all[name]]));
  }
  switch (id) {
    case "softplus":
      return { a: rowsTensor(trial.x.map((row) => row.map((v) => 2.5 * v))) };
    case "pXGivenZ":
      return { z: rowsTensor(trial.z) };
    case "loss":
      return { data: rowsTensor(trial.x), draws: rowsTensor(trial.draws) };
    default:
      return { x: rowsTensor(trial.x) };
  }
}

/**
 * What a cell that gives the same value each time should give: by summing and integrating, not by a formula. For an
 * instructor's own cell it is what her solution gives.
 */
export function truthOf(id: CellId, trial: Trial): Output[] {
  if (isOwn(id)) return attempt(id, readAnswers(solutions), trial.machine, inputsOf(id, trial));
  const { machine, x, z, draws } = trial;
  switch (id) {
    case "softplus": {
      const { a } = inputsOf(id, trial);
      return [{ name: "", value: { shape: a.shape, values: a.values.map(softplusByEnumeration) } }];
    }
    case "c":
      return [
        {
          name: "",
          value: tensor(
            [x.length],
            x.map((row) => cByEnumeration(machine, row))
          )
        }
      ];
    case "pZGivenX":
      return [{ name: "", value: rowsTensor(x.map((row) => hiddenMarginals(machine, row))) }];
    case "pXGivenZ": {
      const moments = z.map((row) => visibleMoments(machine, row));
      return [
        { name: "meanX", value: rowsTensor(moments.map((m) => m.mean)) },
        { name: "varianceX", value: rowsTensor(moments.map((m) => m.variance)) }
      ];
    }
    case "loss":
      return [{ name: "", value: scalar(lossByEnumeration(machine, x, draws)) }];
    default:
      throw new Error(`${id} draws random numbers`);
  }
}

/** The shape each value of a cell must have on a trial. */
export function shapesOf(id: CellId, trial: Trial): (readonly number[])[] {
  if (isOwn(id)) return truthOf(id, trial).map(({ value }) => value.shape);
  const { batch, machine } = trial;
  const { n, m } = machine;
  switch (id) {
    case "softplus":
    case "gibbsStep":
      return [[batch, n]];
    case "c":
      return [[batch]];
    case "pZGivenX":
      return [[batch, m]];
    case "pXGivenZ":
      return [
        [batch, n],
        [batch, n]
      ];
    case "loss":
      return [[]];
    case "sample":
      return [[stepsOf(trial), batch, n]];
  }
}

export function isOwn(id: CellId): id is OwnCellId {
  return id.startsWith("own-");
}

/** A number of steps unlike every other length of the trial. */
export function stepsOf(trial: Trial): number {
  return trial.batch + 4;
}
