import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createRandom } from "../../src/rbm/random.js";
import { Evaluation } from "../../src/language/evaluation/evaluation.js";
import { grade } from "../../src/exercise/grading/grade.js";
import { LanguageError } from "../../src/language/languageError.js";
import { ExerciseClient } from "../../src/exercise/worker/exerciseClient.js";
import {
  parametersOf,
  readAnswer,
  readAnswers,
  solutions,
  LearnerFunctions
} from "../../src/exercise/learner/learnerFunctions.js";
import { scalar } from "../../src/language/tensor/tensor.js";
import { createTrial } from "../../src/exercise/grading/trials.js";
import { formulas, programs } from "../language/generated.js";
import { hostile } from "../language/hostile.js";
import { exerciseThread } from "./exerciseThread.js";

const others = readAnswers(solutions);
const { machine, x } = createTrial({ n: 2, m: 3, batch: 4 }, 12);
const limits = { array: 1e5, held: 1e6, work: 2e7 };

/** Runs a text where all functions of the exercise are in reach. Everything it can do is to have a value or a named error. */
function attemptText(source: string): "value" | LanguageError {
  try {
    const program = readAnswer("sample", `x = ones(4, n) .* b\ns = 1.5\n${source}`);
    const evaluation = new Evaluation(createRandom(1), limits);
    const functions = new LearnerFunctions({ ...others, sample: program }, parametersOf(machine), evaluation);
    functions.run("sample", { chains: scalar(3), steps: scalar(4) }, evaluation);
    return "value";
  } catch (error) {
    if (error instanceof LanguageError) return error;
    throw new Error(`${JSON.stringify(source.slice(0, 200))} threw ${String(error)}`, { cause: error });
  }
}

/** What a formula could change, if it got out. */
function surroundings(): string {
  const owners = [
    globalThis,
    Object.prototype,
    Array.prototype,
    Function.prototype,
    Map.prototype,
    Float64Array.prototype,
    Math
  ];
  return JSON.stringify([
    owners.map((owner) => Reflect.ownKeys(owner).map(String)),
    [...parametersOf(machine).W.values],
    x,
    solutions
  ]);
}

describe("no formula gets out, hangs, or fails without a name", () => {
  it("10,000 generated texts have a value or a named error, each within the work it is allowed", () => {
    const before = surroundings();
    let [values, slowest] = [0, 0];
    const run = (source: string): void => {
      const start = performance.now();
      if (attemptText(source) === "value") values++;
      slowest = Math.max(slowest, performance.now() - start);
    };
    fc.assert(fc.property(programs, run), { numRuns: 5000, seed: 11 });
    fc.assert(fc.property(formulas, run), { numRuns: 3000, seed: 12 });
    const pieces = [
      "x",
      "W",
      "(",
      ")",
      "[",
      "]",
      ",",
      ";",
      "\n",
      "'",
      "=",
      "f(y)",
      "exp(",
      "1e3",
      ".",
      "*",
      ".^",
      "-",
      "#",
      '"',
      "{",
      " "
    ];
    const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(""));
    fc.assert(fc.property(noise, run), { numRuns: 1500, seed: 13 });
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), run), { numRuns: 500, seed: 14 });
    expect(values).toBeGreaterThan(1000);
    expect(slowest).toBeLessThan(2000);
    expect(surroundings()).toBe(before);
  });

  it("more than 1000 hostile texts change nothing, and what none of them reaches is named", () => {
    const before = surroundings();
    expect(hostile.length).toBeGreaterThan(1000);
    for (const source of hostile) {
      const start = performance.now();
      const outcome = attemptText(source);
      expect(performance.now() - start, source.slice(0, 100)).toBeLessThan(2000);
      if (outcome !== "value") expect(outcome.message.length, source.slice(0, 100)).toBeGreaterThan(10);
    }
    expect(surroundings()).toBe(before);
  });

  it.each([
    "import",
    "evaluate",
    "eval",
    "Function",
    "fetch",
    "document",
    "globalThis",
    "process",
    "constructor",
    "__proto__"
  ])("%s is not there: neither to call nor to name", (name) => {
    for (const source of [name, `${name}(b)`, `sum(${name})`, `iterate(${name}, b, 2)`]) {
      expect(attemptText(source)).toMatchObject({ kind: expect.stringMatching(/unknown name|arguments/) });
    }
    expect(attemptText(`b.${name}`)).toMatchObject({ kind: "not in the language" });
    expect(attemptText(`b["${name}"]`)).toMatchObject({ kind: "not in the language" });
  });

  it("500 generated answers are graded without an unnamed error", () => {
    fc.assert(
      fc.property(programs, (source) => {
        expect(grade("c", source).status).not.toBe("passed");
      }),
      { numRuns: 500, seed: 15 }
    );
  });
});

describe("the worker", () => {
  const open: ExerciseClient[] = [];
  const exerciseClient = (limit?: number, workerOptions?: Parameters<typeof exerciseThread>[0]): ExerciseClient => {
    const made = new ExerciseClient(() => exerciseThread(workerOptions), limit);
    open.push(made);
    return made;
  };
  afterEach(() => open.splice(0).forEach((l) => l.close()));

  const request = (source: string, cell: "c" | "sample" = "c") =>
    ({ kind: "grade", cell, source, prior: solutions }) as const;

  it("grades, names a huge array, and lives on", async () => {
    const client = exerciseClient();
    expect((await client.ask(request(solutions.c))).status).toBe("passed");
    const huge = await client.ask(request("ones(1e6, 1e6)"));
    expect(huge.problem).toMatchObject({ kind: "memory", message: expect.stringContaining("1,000,000,000,000") });
    expect((await client.ask(request(solutions.c))).status).toBe("passed");
  });

  it("ends what runs for too long, says so, and answers the next request", async () => {
    const client = exerciseClient(300, { hangOn: "hang" });
    await expect(client.ask(request("hang"))).rejects.toMatchObject({
      kind: "time",
      message: expect.stringContaining("0.3 seconds")
    });
    expect((await client.ask(request("sum(x, 2)"))).status).toBe("failed");
  });

  it("says that a worker died, and answers the next request with another", async () => {
    const client = exerciseClient(2000, { crashOn: "crash" });
    await expect(client.ask(request("crash"))).rejects.toMatchObject({ kind: "worker" });
    expect((await client.ask(request(solutions.c))).status).toBe("passed");
  });

  it("answers in the order asked, and an abort ends only its own request", async () => {
    const client = exerciseClient();
    const abort = new AbortController();
    const aborted = client.ask(request(solutions.sample, "sample"), { signal: abort.signal });
    const next = client.ask(request(solutions.c));
    abort.abort(new Error("changed my mind"));
    await expect(aborted).rejects.toThrow("changed my mind");
    expect((await next).cell).toBe("c");
  });

  it("trains with progress, to an exact score", async () => {
    const { data, test } = await import("./ringData.js");
    const client = exerciseClient();
    const epochs: number[] = [];
    const result = await client.ask(
      { kind: "train", answers: solutions, data, test, recipe: { hidden: 10, epochs: 20 } },
      { onProgress: ({ epoch }) => epochs.push(epoch) }
    );
    expect(epochs).toEqual(Array.from({ length: 20 }, (_, k) => k + 1));
    expect(result.losses.length).toBe(20);
    expect(result.testNll).toBeGreaterThan(0.9);
    const { machine } = result;
    const trajectory = await client.ask({
      kind: "sample",
      answers: solutions,
      machine,
      chains: 10,
      steps: 20,
      seed: 1
    });
    expect(trajectory.x.length).toBe(400);
  });
});
