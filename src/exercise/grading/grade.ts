import { createRandom } from "../../rbm/random.js";
import { attempt, inputsOf, isOwn, shapesOf, stepsOf, truthOf } from "./attempt.js";
import type { Output } from "./attempt.js";
import { cellOf } from "../cells/cells.js";
import type { CellId } from "../cells/cells.js";
import { firstDifference, placeText, shapeMessage, show } from "./compare.js";
import { checkDerivative } from "./derivativeCheck.js";
import { recoverLanguageError } from "../../language/languageError.js";
import { recognise } from "../mistakes/mistakes.js";
import { checkNames } from "../../language/syntax/names.js";
import { parse } from "../../language/syntax/parse.js";
import type { Check, NamedMistake, Report } from "./report.js";
import { checkDistribution } from "./distribution.js";
import { sameShape, scalar, shapeText } from "../../language/tensor/tensor.js";
import type { Tensor } from "../../language/tensor/tensor.js";
import { readAnswer, readAnswers, solutions } from "../learner/learnerFunctions.js";
import type { Answers, Programs } from "../learner/learnerFunctions.js";
import { far, recipeSized, manyRows, oneRow } from "./trials.js";
import type { Trial } from "./trials.js";
import { namesOf } from "../cells/cells.js";
import type { Program } from "../../language/syntax/tree.js";

/** What a check found. */
export interface Finding {
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
}

interface Step {
  readonly title: string;
  readonly fault: string;
  /** what is expected if the answer has no value at all; "a value" by default */
  readonly wants?: string;
  readonly tried: string;
  find(): Finding;
}

/**
 * Grades the answer to a cell.
 * @param prior formulas of the other cells, which this one may call: the learner's if they passed, otherwise the solutions
 * @param heartbeat called before each run of the formula, so that a watchdog knows that grading goes on
 */
export function grade(
  id: CellId,
  source: string,
  prior: Answers = solutions,
  heartbeat: () => void = () => {}
): Report {
  const others = readAnswers({ ...prior, [id]: solutions[id] });
  let program: Program | null = null;
  const programs = (): Programs => ({ ...others, [id]: program! });
  const steps: Step[] = [
    {
      title: "It can be read",
      fault: "It can't be read",
      tried: "reading the formula",
      wants: "a formula",
      find: () => {
        parse(source);
        return { ok: true, expected: "a formula", actual: "a formula" };
      }
    },
    {
      title: "It names only what exists",
      fault: "It names what does not exist",
      wants: "names that exist",
      tried: `names: ${[...namesOf(id).values, ...namesOf(id).functions.keys()].join(", ")} and the built-in functions`,
      find: () => {
        checkNames(parse(source), namesOf(id));
        program = readAnswer(id, source);
        return { ok: true, expected: "names in scope", actual: "names in scope" };
      }
    },
    shapeStep(id, recipeSized, programs),
    ...(cellOf(id).random ? randomSteps(id, programs) : valueSteps(id, programs))
  ];

  const checks: Check[] = [];
  let problem = null as Report["problem"];
  for (const { title, fault, tried, wants, find } of steps) {
    const failed = checks.at(-1)?.status;
    if (failed === "failed" || failed === "not reached") {
      checks.push({ title, fault, tried, status: "not reached", expected: "", actual: "" });
      continue;
    }
    heartbeat();
    const { ok, expected, actual } = recoverLanguageError(find, ({ kind, message, span }): Finding => {
      problem = { kind, message, span };
      return { ok: false, expected: wants ?? "a value", actual: message };
    });
    checks.push({ title, fault, tried, status: ok ? "passed" : "failed", expected, actual });
  }
  const passed = checks.every((c) => c.status === "passed");
  const status = passed ? "passed" : problem?.kind === "empty" ? "open" : "failed";
  let mistake: NamedMistake | null = null;
  if (status === "failed" && program !== null) {
    heartbeat();
    mistake = recognise(id, program, others, heartbeat);
  }
  return { cell: id, status, checks, mistake, problem };
}

function shapeStep(id: CellId, trial: Trial, programs: () => Programs): Step {
  const expected = shapesOf(id, trial);
  const { batch, machine } = trial;
  const { n, m } = machine;
  return {
    title: "Its shape is right",
    fault: "Its shape is not right",
    tried:
      id === "sample"
        ? `n = ${n}, m = ${m}, ${batch} chains, ${stepsOf(trial)} steps`
        : `n = ${n}, m = ${m}, a batch of ${batch}`,
    find: () => {
      const outputs = run(id, programs(), trial);
      for (const [i, { name, value }] of outputs.entries()) {
        if (sameShape(value.shape, expected[i])) continue;
        const of = name === "" ? "" : `${name}: `;
        return {
          ok: false,
          expected: of + shapeText(expected[i]),
          actual: of + shapeMessage(value, expected[i], { batch, n, m })
        };
      }
      const text = expected.map((shape) => shapeText(shape)).join(" and ");
      return { ok: true, expected: text, actual: text };
    }
  };
}

function valueSteps(id: CellId, programs: () => Programs): Step[] {
  const steps: Step[] = [
    ...manyRows.map((trial) => ({
      title: "Its values are right",
      fault: "Its values are not right",
      tried: `${trial.description}, against ${how(id)}`,
      find: () => compare(id, programs(), trial)
    })),
    {
      title: "It works for one row",
      fault: "It does not work for one row",
      tried: `${oneRow.description}, against ${how(id)}`,
      find: () => compare(id, programs(), oneRow)
    }
  ];
  if (id !== "pXGivenZ") {
    steps.push({
      title: "It does not overflow",
      fault: "It overflows",
      tried: far.description,
      find: () => compare(id, programs(), far)
    });
  }
  if (id === "softplus" || id === "c" || id === "loss") {
    steps.push({
      title: "Its derivative is right",
      fault: "Its derivative is not right",
      tried: "automatic differentiation, which training uses, against finite differences of the sum over z",
      find: () => checkDerivative(id, programs())
    });
  }
  return steps;
}

function randomSteps(id: CellId, programs: () => Programs): Step[] {
  const steps: Step[] = [
    { ...shapeStep(id, oneRow, programs), title: "It works for one row", fault: "It does not work for one row" },
    {
      title: "It draws from the right distribution",
      fault: "It draws from another distribution",
      tried:
        id === "sample"
          ? "the first states against p(x | z) with z uniform; each later state against the one before it"
          : "means and covariances of 8000 draws against sums over z (5 standard errors; a right answer fails once in 10,000)",
      find: () => checkDistribution(id as "gibbsStep" | "sample", programs())
    }
  ];
  return steps;
}

/** Runs an answer on the inputs of a trial; cells that draw get a fixed seed. */
export function run(id: CellId, programs: Programs, trial: Trial): Output[] {
  const inputs: Record<string, Tensor> =
    id === "sample" ? { chains: scalar(trial.batch), steps: scalar(stepsOf(trial)) } : inputsOf(id, trial);
  return attempt(id, programs, trial.machine, inputs, cellOf(id).random ? createRandom(11, "exercise") : null);
}

function compare(id: CellId, programs: Programs, trial: Trial): Finding {
  const truth = truthOf(id, trial);
  const outputs = run(id, programs, trial);
  for (const [o, { name, value }] of outputs.entries()) {
    const expected = truth[o].value;
    const of = name === "" ? "" : `${name}, `;
    if (!sameShape(value.shape, expected.shape)) {
      const { batch, machine } = trial;
      const actual = shapeMessage(value, expected.shape, { batch, n: machine.n, m: machine.m });
      return { ok: false, expected: of + shapeText(expected.shape), actual: of + actual };
    }
    const at = firstDifference(value.values, expected.values);
    if (at < 0) continue;
    const place = of + placeText(at, expected.shape);
    const input = id === "softplus" ? ` (a = ${show(inputsOf(id, trial).a.values[at])})` : "";
    return {
      ok: false,
      expected: `${place}${input}: ${show(expected.values[at])}`,
      actual: `${place}${input}: ${show(value.values[at])}`
    };
  }
  const all = `${truth.reduce((sum, t) => sum + t.value.values.length, 0)} numbers`;
  return { ok: true, expected: all, actual: "the same, to nine digits" };
}

function how(id: CellId): string {
  if (isOwn(id)) return "the instructor's solution";
  switch (id) {
    case "softplus":
      return "log Σ exp over both states of a hidden unit";
    case "pXGivenZ":
      return "integrals over x of exp(−E(x, z))";
    default:
      return "the sum over every hidden state";
  }
}
