import { describe, expect, it } from "vitest";
import { courseCells } from "../../src/exercise/cells/cells.js";
import type { CellId } from "../../src/exercise/cells/cells.js";
import { grade } from "../../src/exercise/grading/grade.js";
import { knownMistakes } from "../../src/exercise/mistakes/knownMistakes.js";

describe("a mistake is recognised by what the formula does", () => {
  it("at least fifteen are known, in every cell some, each by a name of its own", () => {
    expect(knownMistakes.length).toBeGreaterThanOrEqual(15);
    for (const { id } of courseCells) expect(knownMistakes.filter((m) => m.cell === id).length, id).toBeGreaterThan(7);
    expect(new Set(knownMistakes.map((m) => m.id)).size).toBe(knownMistakes.length);
  });

  it.each(knownMistakes)("$id: $title", ({ cell, formula, id, title, description }) => {
    const report = grade(cell, formula);
    expect(report.status).toBe("failed");
    expect(report.mistake).toEqual({ id, title, description });
  });

  it.each<[CellId, string, string]>([
    ["softplus", "log(exp(a) + 1)", "softplus-naive"],
    ["softplus", "log1p(exp(a))", "softplus-naive"],
    ["softplus", "where(a > 0, a, 0)", "softplus-relu"],
    ["c", "q = ((x - b) ./ sqrt(sigma2)).^2 / 2\nsum(q, 2) - sum(softplus(d + (x ./ sigma2) * W), 2)", "c-sign"],
    ["c", "sum(log(1 + exp(x * diag(1 ./ sigma2) * W + d)), 2) - sum((x - b).^2 ./ sigma2, 2) / 2", "c-naive"],
    ["c", "sum(softplus((x ./ exp(logSigma2 / 2)) * W + d), 2) - 0.5 * sum((b - x).^2 ./ sigma2, 2)", "c-sigma"],
    ["c", "softplus((x ./ sigma2) * W + d) - sum((x - b).^2 ./ (2 * sigma2), 2)", "c-no-sum-hidden"],
    ["pZGivenX", "1 ./ (1 + exp(-(x * W) - d))", "pz-no-sigma2"],
    ["pZGivenX", "(1 + tanh(((x ./ sigma2) * W) / 2)) / 2", "pz-no-d"],
    ["pXGivenZ", "varianceX = exp(logSigma2 / 2)\nmeanX = b + z * transpose(W)", "px-std"],
    [
      "gibbsStep",
      "p = pZGivenX(x)\nz = bernoulli(p)\nmeanX(z) + varianceX(z) .* normal(0 * meanX(z), 1)",
      "gibbs-variance"
    ],
    ["gibbsStep", "0 + x", "gibbs-stays"],
    ["loss", "-(mean(c(draws)) - mean(c(data)))", "loss-swapped"],
    [
      "sample",
      "x = normal(meanX(bernoulli(ones(chains, m) / 2)), sqrt(sigma2))\ng(y) = y + 0\niterate(g, x, steps)",
      "sample-stays"
    ]
  ])("in %s %j is recognised however it is written: %s", (cell, formula, id) => {
    expect(grade(cell, formula).mistake?.id ?? grade(cell, formula)).toBe(id);
  });

  it("what is wrong in a way of its own gets no name", () => {
    expect(grade("c", "sum(x, 2)").mistake).toBeNull();
    expect(grade("gibbsStep", "normal(meanX(bernoulli(pZGivenX(x))) + 3, 1)").mistake).toBeNull();
  });
});
