import { describe, expect, it } from "vitest";
import { editCell, fold, hideCode, moveCell, setInput } from "../../src/notebook/document/edits.js";
import { createHistory, record, redo, undo } from "../../src/notebook/document/history.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import type { Cell } from "../../src/notebook/document/notebook.js";
import { renameName } from "../../src/notebook/document/renameName.js";
import { courseNotebook } from "../../src/notebook/templates/course.js";

const code = (id: string, source: string): Cell => ({ id, kind: "code", source });

describe("edits", () => {
  it("each make another notebook, and undo goes back through them and forth again", () => {
    const first = courseNotebook();
    let history = createHistory(first);
    history = record(history, editCell(history.present, "data", "data = circles(100)"), "type in data");
    history = record(history, editCell(history.present, "data", "data = circles(1000)"), "type in data");
    const typed = history.present;
    history = record(history, moveCell(history.present, "trail", 0));
    history = record(history, setInput(fold(hideCode(history.present, "c", true), "c", true), "hidden", 20));
    expect(history.past).toHaveLength(3);
    expect(undo(undo(history)).present).toEqual(typed);
    expect(undo(undo(undo(history))).present).toBe(first);
    expect(undo(undo(undo(undo(history)))).present).toBe(first);
    expect(redo(redo(redo(undo(undo(undo(history)))))).present).toBe(history.present);
  });

  it("rename a name everywhere, but not in texts, strings, comments, parts, arguments or where a parameter hides it", () => {
    const before = createNotebook("x", [
      code("a", 'seed_ = 1 # seed_ here\ns = "seed_"'),
      code("b", "f(seed_) = seed_ + 1\ng(x) = seed_ + f(x)"),
      code("c", "train(m, d, seed = seed_).loss"),
      code("d", "m.seed_ + seed_("),
      { id: "t", kind: "text", source: "seed_" }
    ]);
    expect(renameName(before, "seed_", "luck").cells.map(({ source }) => source)).toEqual([
      'luck = 1 # seed_ here\ns = "seed_"',
      "f(seed_) = seed_ + 1\ng(x) = luck + f(x)",
      "train(m, d, seed = luck).loss",
      "m.seed_ + luck(",
      "seed_"
    ]);
    expect(() => renameName(before, "seed_", "train")).toThrow("has a meaning already");
    expect(() => renameName(before, "seed_", "s")).toThrow("already");
    expect(() => renameName(before, "seed_", "x")).toThrow("parameter");
    expect(() => renameName(before, "seed_", "2x")).toThrow("no name");
  });
});
