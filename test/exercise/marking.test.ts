import { describe, expect, it } from "vitest";
import { writeAnswers } from "../../src/exercise/cells/answers.js";
import { cells, courseCells } from "../../src/exercise/cells/cells.js";
import type { CellId } from "../../src/exercise/cells/cells.js";
import { grade } from "../../src/exercise/grading/grade.js";
import { solutions } from "../../src/exercise/learner/learnerFunctions.js";
import { markAnswers } from "../../src/exercise/marking/markAnswers.js";
import type { Grade } from "../../src/exercise/marking/markAnswers.js";
import { marksCsv, passedOf } from "../../src/exercise/marking/marksCsv.js";
import { csvParse } from "d3";

const gradeHere: Grade = async (cell, source, prior) => grade(cell, source, prior);
const mark = (path: string, typed: Partial<Record<CellId, string>>) =>
  markAnswers({ path, text: writeAnswers(typed) }, gradeHere);

describe("marking", () => {
  it("passes every solution, and leaves what was not touched", async () => {
    const all = await mark("class/anna.json", solutions);
    expect(all.who).toBe("anna");
    expect(passedOf(all.cells)).toBe(cells.length);
    const some = await mark("class/ben.json", { softplus: solutions.softplus, c: courseCells[1].start });
    expect(some.cells.get("softplus")).toEqual({ status: "passed", fault: "" });
    expect(some.cells.get("c")).toEqual({ status: "untouched", fault: "" });
  });

  it("calls a mistake by its name, and counts it once: the solution stands in below it", async () => {
    const marks = await mark("x.json", { ...solutions, softplus: "log(1 + exp(a))" });
    expect(marks.cells.get("softplus")).toEqual({ status: "failed", fault: "Naive log(1 + exp(a))" });
    expect(marks.cells.get("c")!.status).toBe("passed");
    expect(passedOf(marks.cells)).toBe(cells.length - 1);
  });

  it("takes the folder for the name of a file that was not renamed", async () => {
    expect((await mark("class/Anna Meyer_12/ring-answers.json", {})).who).toBe("Anna Meyer_12");
    expect((await mark("class/Anna Meyer_12/ring-answers (2).json", {})).who).toBe("Anna Meyer_12");
    expect((await mark("ring-answers.json", {})).who).toBe("ring-answers");
  });

  it("says why a file can't be read, and what became of a formula that does not end", async () => {
    const broken = await markAnswers({ path: "a.json", text: "{" }, gradeHere);
    expect(broken.problem).toContain("it is not JSON");
    const endless = await markAnswers({ path: "b.json", text: writeAnswers({ softplus: "a" }) }, () =>
      Promise.reject(new Error("It did not end within 2 seconds."))
    );
    expect(endless.cells.get("softplus")).toEqual({ status: "failed", fault: "It did not end within 2 seconds." });
  });

  it("marks what it knows in a file with answers to other cells, and names those", async () => {
    const text = writeAnswers({ softplus: solutions.softplus }).replace("{\n    ", '{\n    "own-gone": "c(x)",\n    ');
    const marks = await markAnswers({ path: "a.json", text }, gradeHere);
    expect([marks.problem, marks.unknown, passedOf(marks.cells)]).toEqual([null, ["own-gone"], 1]);
    expect(csvParse(marksCsv([marks]))[0].problem).toBe("Not marked, for want of such a cell here: gone.");
  });

  it("goes out as CSV that a spreadsheet reads as text", async () => {
    const marks = [
      await mark('=cmd|"x"!A1.json', { softplus: "maximum(a, 0)" }),
      await mark("Müller, Ida.json", { softplus: solutions.softplus }),
      await markAnswers({ path: "c.json", text: "[]" }, gradeHere)
    ];
    const rows = csvParse(marksCsv(marks));
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ who: `'=cmd|"x"!A1`, passed: "0", softplus: "failed" });
    expect(rows[0]["softplus: mistake"]).toBe("This is the ramp, not the softplus");
    expect(rows[1]).toMatchObject({ who: "Müller, Ida", passed: "1", softplus: "passed", c: "untouched" });
    expect(rows[2].problem).toContain("it must be an object");
  });
});
