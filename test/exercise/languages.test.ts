import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cells } from "../../src/exercise/cells/cells.js";
import type { CellId } from "../../src/exercise/cells/cells.js";
import { grade } from "../../src/exercise/grading/grade.js";
import { parameterSetter } from "../../src/exercise/export/parameterSetter.js";
import { preludes } from "../../src/language/translate/prelude.js";
import { toPython, translate } from "../../src/exercise/export/python.js";
import { languages } from "../../src/language/translate/language.js";
import type { Language } from "../../src/language/translate/language.js";
import { solutions } from "../../src/exercise/learner/learnerFunctions.js";
import { pythonWith, runPython } from "./pythonWith.js";

const reference = readFileSync("data/reference/model.json", "utf8");
const modules: Record<Language, string> = { pytorch: "torch", numpy: "numpy", jax: "jax" };

/** A script with all seven cells that compares each with the reference values, and prints the largest error of each. */
function script(language: Language, answers: Partial<Record<CellId, string>> = {}): string {
  const functions = cells.map(({ id, solution }) => toPython(id, answers[id] ?? solution, language));
  return `${preludes[language]}


${parameterSetter(language)}


${functions.join("\n\n\n")}


import json, sys
import numpy
errors = {}
def compare(name, actual, expected):
    actual, expected = numpy.asarray(actual), numpy.asarray(expected)
    assert actual.shape == expected.shape, (name, actual.shape, expected.shape)
    error = numpy.max(numpy.abs(actual - expected) / numpy.maximum(1, numpy.abs(expected)))
    errors[name] = max(errors.get(name, 0), float(error))

reference = json.load(sys.stdin)
for case in reference["cases"] + [reference["extremes"]]:
    p = case["params"]
    set_parameters(*(array(p[k]) for k in ("b", "log_sigma_squared", "W", "d")))
    x = array(case["x"])
    compare("c", c(x), case["c"])
    compare("pZGivenX", pZGivenX(x), case["p_z_given_x"])
    if "z" not in case: continue
    z = array(case["z"])
    compare("meanX", meanX(z), case["p_x_given_z"]["mean"])
    compare("varianceX", varianceX(z) + 0 * meanX(z), case["p_x_given_z"]["variance"])
    compare("loss", loss(x, array(case["x_model"])), case["loss"])
    step = numpy.asarray(gibbsStep(array([case["x"][0]] * 4000)))
    weights = numpy.asarray(case["p_z_given_x"][0])
    mean = numpy.asarray(p["b"]) + numpy.asarray(p["W"]) @ weights
    scores = numpy.abs(step.mean(0) - mean) / (step.std(0) / 4000 ** 0.5)
    assert scores.max() < 5, ("gibbsStep", scores)
    trajectory = numpy.asarray(sample(40, 6))
    assert trajectory.shape == (6, 40, len(p["b"])), trajectory.shape
    assert (trajectory[0] != trajectory[1]).all()
print(json.dumps(errors))
`;
}

describe.each(languages)("the cells in $name", ({ id: language, name }) => {
  const python = pythonWith(modules[language], "numpy");

  it.each(cells)("$id: has a translation", ({ id, solution }) => {
    expect(toPython(id, solution, language)).toMatch(/^def \w+\(/);
  });

  if (python === null) {
    it(`${name} is not on this machine: its code is generated but was not run`, () => {
      console.warn(`${name} is not installed here: the ${name} solutions were not run`);
      expect(python).toBeNull();
    });
    return;
  }

  it("reproduces the reference values, extremes included", () => {
    const errors = JSON.parse(runPython(python, script(language), reference)) as Record<string, number>;
    for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThan(1e-9);
    expect(Object.keys(errors)).toEqual(["c", "pZGivenX", "meanX", "varianceX", "loss"]);
  });

  it("reproduces them also from other right answers: comparisons, where, own functions, shadowed parameters", () => {
    const answers: Partial<Record<CellId, string>> = {
      softplus:
        "f(u) = log1p(exp(-abs(u)))\ntorch = maximum(0, a)\nnp = torch\nwhere(a > 0, np, 0 * a) + f(a) + (1 - (a > 0)) .* 0",
      c: "x = x - 0\nb = x - b\nq = -b.^2 ./ exp(logSigma2) / 2\na = x * diag(1 ./ sigma2) * W + d\nsum(softplus(a), 2) + sum(q, 2) + max(0 * sum(q)) - log(sqrt(1)) * 2^-1",
      pZGivenX: "1 ./ (1 + exp(-((W' ./ sigma2) * x')' - d))",
      pXGivenZ: "varianceX = sigma2 .* ones(n)\nmeanX = b + (W * z')'",
      gibbsStep: "z = bernoulli(pZGivenX(x))\nmeanX(z) + sqrt(sigma2) .* normal(0 * x, 1)",
      sample:
        "step(y) = gibbsStep(y)\niterate(step, normal(meanX(bernoulli(ones(chains, m) / 2)), sqrt(sigma2)), steps)"
    };
    for (const [id, source] of Object.entries(answers)) {
      const { status, checks } = grade(id as CellId, source!);
      expect(status, `${id} ${JSON.stringify(checks.filter((c) => c.status === "failed"))}`).toBe("passed");
    }
    const errors = JSON.parse(runPython(python, script(language, answers), reference)) as Record<string, number>;
    for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThan(1e-9);
  });
});

describe("translation", () => {
  it("in PyTorch the typed loss has the gradient of the reference, by PyTorch's own differentiation", () => {
    const python = pythonWith("torch");
    if (python === null) return console.warn("PyTorch is not installed here: its gradient was not compared");
    const functions = cells.map(({ id, solution }) => toPython(id, solution, "pytorch")).join("\n\n");
    const check = `${preludes.pytorch}\n${parameterSetter("pytorch")}\n${functions}
import json, sys
for case in json.load(sys.stdin)["cases"]:
    p = [torch.tensor(case["params"][k], requires_grad=True) for k in ("b", "log_sigma_squared", "W", "d")]
    set_parameters(*p)
    gradient = torch.autograd.grad(loss(torch.tensor(case["x"]), torch.tensor(case["x_model"])), p)
    for actual, k in zip(gradient, ("b", "log_sigma_squared", "W", "d")):
        assert torch.allclose(actual, torch.tensor(case["gradient"][k]), rtol=1e-9, atol=1e-9), k
print("same")`;
    expect(runPython(python, check, reference)).toBe("same\n");
  });

  it("says why a formula has none", () => {
    expect(translate("c", "sum(x, 2", "numpy")).toEqual({ problem: expect.stringContaining("never closed") });
    expect(translate("c", solutions.c, "numpy")).toHaveProperty("code");
  });
});
