/** An instructor's own cells: those of the example, and whatever a fork has added. */
import { describe, expect, it, vi } from "vitest";
import { cells, courseCells } from "../../src/exercise/cells/cells.js";
import { asCells } from "../../src/exercise/cells/ownCell.js";
import { ownCells as example } from "./exampleOwnCells.js";
import { readAnswersFile, writeAnswers } from "../../src/exercise/cells/answers.js";
import { toPython } from "../../src/exercise/export/python.js";
import { grade } from "../../src/exercise/grading/grade.js";

vi.mock(import("../../src/exercise/cells/ownCells.js"), async (original) => {
  const [{ ownCells }, { ownCells: example }] = await Promise.all([original(), import("./exampleOwnCells.js")]);
  return { ownCells: [...example, ...ownCells] };
});

const own = cells.slice(courseCells.length);

it("stand below the course's own, under their names", () => {
  expect(own.slice(0, 2).map(({ id }) => id)).toEqual(["own-freeEnergy", "own-meanEnergy"]);
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
});

describe.each(own)("$id", ({ id, start, solution }) => {
  it("has a solution that passes, a start that is open, and a translation", () => {
    expect(grade(id, solution).status).toBe("passed");
    expect(grade(id, start).status).toBe("open");
    expect(toPython(id, solution, "pytorch")).toMatch(/^def \w+\(/);
  });
});

it("call their mistakes by name, however they are written", () => {
  expect(grade("own-freeEnergy", "0 + c(x)").mistake?.title).toBe("This is c(x)");
  expect(grade("own-freeEnergy", "exp(1 * c(x))").mistake?.title).toBe("This is exp(c(x))");
  const forgot = "sum((x - b).^2 ./ (2 * sigma2), 2) - sum(z .* ((x ./ sigma2) * W), 2)";
  expect(grade("own-meanEnergy", forgot).mistake?.title).toBe("d is missing");
});

it("name what is wrong with an answer that nobody foresaw", () => {
  const report = grade("own-freeEnergy", "-c(x) + 1");
  expect(report.status).toBe("failed");
  expect(report.mistake).toBeNull();
  expect(report.checks.find(({ status }) => status === "failed")!.tried).toContain("the instructor's solution");
});

it("pass if they are right in other words, and may be called by those below", () => {
  expect(
    grade("own-freeEnergy", "sum((x - b).^2 ./ (2 * sigma2), 2) - sum(softplus((x ./ sigma2) * W + d), 2)").status
  ).toBe("passed");
  expect(grade("own-meanEnergy", "freeEnergy(x)").status).toBe("failed");
});

it("go into the file of answers and back", () => {
  const typed = { "own-freeEnergy": "-c(x)" } as const;
  expect(readAnswersFile(writeAnswers(typed))).toEqual(typed);
});

it.each([
  ["free energy", "a name has letters"],
  ["c", "has a meaning already"],
  ["sum", "has a meaning already"],
  ["W", "has a meaning already"],
  ["TODO", "has a meaning already"],
  ["freeEnergy", "has a meaning already"]
])("refuse the name %s", (name, words) => {
  const named = [example[0], { ...example[1], name }];
  expect(() => asCells(named, courseCells)).toThrow(new RegExp(`own cell "${name}": .*${words}`));
});
