import { describe, expect, it } from "vitest";
import { cells } from "../../src/exercise/cells/cells.js";
import type { CellId } from "../../src/exercise/cells/cells.js";
import { grade } from "../../src/exercise/grading/grade.js";
import { checkDistribution, threshold } from "../../src/exercise/grading/distribution.js";
import { readAnswer, readAnswers, solutions } from "../../src/exercise/learner/learnerFunctions.js";

const failing = (cell: CellId, source: string) => {
  const report = grade(cell, source);
  return { ...report.checks.find((c) => c.status === "failed")!, report };
};

describe("grading", () => {
  it.each(cells)("$id: the solution passes every check, and each check says what it tried", ({ id, solution }) => {
    const report = grade(id, solution);
    expect(report.checks.filter((c) => c.status !== "passed")).toEqual([]);
    expect([report.status, report.mistake, report.problem]).toEqual(["passed", null, null]);
    for (const check of report.checks)
      expect(check.tried.length * check.expected.length * check.actual.length).toBeGreaterThan(0);
  });

  it.each(cells)("$id: what the editor starts with is open, not wrong", ({ id, start }) => {
    expect(grade(id, start).status).toBe("open");
  });

  it.each<[CellId, string]>([
    ["softplus", "(a + abs(a)) / 2 + log1p(exp(-abs(a)))"],
    ["softplus", "-minimum(-a, 0) + log(1 + exp(-abs(a)))"],
    ["softplus", "where(a > 0, a + log1p(exp(-a)), log1p(exp(a)))"],
    ["c", "sum(softplus(x * diag(1 ./ sigma2) * W + d), 2) - ((x - b).^2) * (0.5 ./ sigma2)"],
    [
      "c",
      "a = x * (W' ./ sigma2)' + d\nsum(maximum(a, 0) + log1p(exp(-abs(a))), 2) - 0.5 * sum(square(x - b) ./ exp(logSigma2), 2)"
    ],
    ["pZGivenX", "1 ./ (1 + exp(-d - (x ./ sigma2) * W))"],
    ["pXGivenZ", "varianceX = exp(logSigma2) + 0 * z * W'\nmeanX = (W * z')' + b"],
    ["gibbsStep", "z = bernoulli(pZGivenX(x))\nmeanX(z) + sqrt(varianceX(z)) .* normal(zeros(n), 1 + 0 * x)"],
    ["gibbsStep", "normal(meanX(1 - bernoulli(1 - pZGivenX(x))), sqrt(sigma2))"],
    ["loss", "sum(c(draws)) / sum(c(draws) .* 0 + 1) - mean(c(data))"],
    [
      "sample",
      "step(y) = gibbsStep(y)\nstart = bernoulli(ones(chains, m) / 2)\niterate(step, normal(meanX(start), sqrt(sigma2)), steps)"
    ]
  ])("%s: another right answer passes: %j", (cell, source) => {
    const report = grade(cell, source);
    expect(report.checks.filter((c) => c.status === "failed")).toEqual([]);
  });

  it.each<[CellId, string]>([
    ["c", "sum(softplus(x * (W ./ sigma2') + d), 2) - sum((x - b).^2 ./ (2 * sigma2), 2)"],
    ["c", "sum(softplus((W ./ sigma2')' * x' + d'), 1) - sum((x' - b').^2 ./ (2 * sigma2'), 1)"],
    ["c", "sum(softplus(((W ./ sigma2')' * x' + d')'), 2) - 0.5 * ((x - b).^2) * (1 ./ sigma2)"],
    ["c", "sum(softplus((x' ./ sigma2')' * W + d''), 2) - 0.5 * sum(((x' - b') ./ sqrt(sigma2'))'.^2, 2)"],
    ["pZGivenX", "sigmoid(x * (W ./ sigma2') + d)"],
    ["pZGivenX", "sigmoid((W' * (x' ./ sigma2') + d')')"],
    ["pZGivenX", "sigmoid(x * (exp(-logSigma2') .* W) + d'')"],
    ["pXGivenZ", "meanX = (W * z' + b')'\nvarianceX = sigma2"],
    ["pXGivenZ", "meanX = (b' + W * z')'\nvarianceX = (sigma2' + 0 * W * z')'"],
    ["pXGivenZ", "meanX = z * W' + b''\nvarianceX = exp(logSigma2')'"]
  ])("%s: a right answer by transposes passes, as a vector is a row and its transpose a column: %j", (cell, source) => {
    expect(grade(cell, source)).toMatchObject({ status: "passed", mistake: null, problem: null });
  });

  it.each<[CellId, string]>([
    ["c", "sum(softplus(x * (W ./ sigma2) + d), 2) - sum((x - b).^2 ./ (2 * sigma2), 2)"],
    ["c", "sum(softplus(x * (W ./ sigma2') + d), 2) - ((x - b).^2) * (0.5 ./ sigma2')"],
    ["pZGivenX", "sigmoid(x * (W ./ sigma2') + d')"],
    ["pXGivenZ", "meanX = z * W' + b'\nvarianceX = sigma2"]
  ])("%s: a transpose that is missing or one too many fails: %j", (cell, source) => {
    expect(grade(cell, source).status).toBe("failed");
  });

  it("asks for the missing sum where the shape tells", () => {
    const { actual } = failing("c", "softplus((x ./ sigma2) * W + d)");
    expect(actual).toBe("(15,) was expected, this is (15, 100): is a sum over the hidden units missing?");
  });

  it.each<[CellId, string, string]>([
    ["c", "(x - b).^2", "is a sum over the visible units missing?"],
    ["c", "sum(softplus((x ./ sigma2) * W + d), 1)", "axis 1"],
    ["c", "sum(x)", "the rows of the batch too?"],
    ["pZGivenX", "x", "visible units where hidden ones belong?"],
    ["pZGivenX", "(W' * (x ./ sigma2)')", "is it transposed?"],
    ["pXGivenZ", "meanX = z\nvarianceX = sigma2", "hidden units where visible ones belong?"],
    ["pXGivenZ", "meanX = b\nvarianceX = sigma2", "is the batch missing?"],
    ["loss", "c(draws)", "is a mean over the rows missing?"],
    ["sample", "gibbsStep(ones(chains, n))", "is only one state kept?"]
  ])("%s %j: the shape is questioned with %j", (cell, source, words) => {
    const { title, actual } = failing(cell, source);
    expect(title).toBe("Its shape is right");
    expect(actual).toContain(words);
  });

  it("stops at the first check that fails, and places a mistake in the text", () => {
    const { report } = failing("c", "sum(softplus((x ./ sigma2) * Q + d), 2)");
    expect(report.checks.map((c) => c.status)).toEqual([
      "passed",
      "failed",
      ...report.checks.slice(2).map(() => "not reached")
    ]);
    expect(report.problem).toEqual({
      kind: "unknown name",
      message: expect.stringContaining("There is no Q"),
      span: { start: 29, end: 30 }
    });
  });

  it("finds a value that is wrong for unequal variances only", () => {
    const mean = "s = mean(sigma2)\nsum(softplus((x / s) * W + d), 2) - sum((x - b).^2 / (2 * s), 2)";
    expect(failing("c", mean).title).toBe("Its values are right");
  });

  it("finds a formula that is right for many rows and wrong for one", () => {
    const { title } = failing(
      "loss",
      "mean(c(draws) - sum(c(draws) .* 0)) - mean(c(data)) - 0 * log(sum(c(data) .* 0 + 1) - 1)"
    );
    expect(title).toBe("It works for one row");
  });

  it("finds a right value that can't be differentiated, since training needs its derivative", () => {
    const { title, actual } = failing("c", `${solutions.c} + sum([sum(b), 1]) - sum(b) - 1`);
    expect(title).toBe("Its derivative is right");
    expect(actual).toContain("can't be differentiated");
  });

  it("no answer passes that calls its own name, or draws where nothing may be drawn", () => {
    expect(failing("softplus", "softplus(a)").actual).toContain("There is no softplus here");
    expect(failing("loss", "mean(c(gibbsStep(data))) - mean(c(data))").actual).toContain("same value each time");
  });

  it("grades on the reader's other formulas where it is given them", () => {
    const wrong = { ...solutions, pZGivenX: "0.5 + 0 * ((x ./ sigma2) * W + d)" };
    expect(grade("gibbsStep", solutions.gibbsStep, wrong).status).toBe("failed");
    expect(
      grade("gibbsStep", "z = bernoulli(sigmoid((x ./ sigma2) * W + d))\nnormal(meanX(z), sqrt(sigma2))", wrong).status
    ).toBe("passed");
  });

  // 31 statistics of two cells, each off by 5 standard errors with probability 6e-7: false alarms in 1 of 25,000 runs.
  it(`the draws of a right answer stay within ${threshold} standard errors for 12 other ways of drawing`, () => {
    const reordered = Array.from({ length: 6 }, (_, k) => {
      const waste = Array.from({ length: k }, (_, i) => `u${i} = bernoulli(0.5)\n`).join("");
      return [waste + solutions.gibbsStep, waste + solutions.sample] as const;
    });
    for (const [gibbsStep, sample] of reordered) {
      const others = readAnswers(solutions);
      expect(checkDistribution("gibbsStep", { ...others, gibbsStep: readAnswer("gibbsStep", gibbsStep) }).ok).toBe(
        true
      );
      expect(checkDistribution("sample", { ...others, sample: readAnswer("sample", sample) }).ok).toBe(true);
    }
  });
});
