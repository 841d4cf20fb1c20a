import { describe, expect, it } from "vitest";
import { deleteCell, editCell, insertCell, moveCell, setInput } from "../../src/notebook/document/edits.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import type { Notebook } from "../../src/notebook/document/notebook.js";
import { readCell } from "../../src/notebook/graph/readCell.js";
import { createRunner } from "../../src/notebook/scheduler/createRunner.js";
import type { RunContext, RunnerOptions } from "../../src/notebook/scheduler/createRunner.js";
import type { Change } from "../../src/notebook/scheduler/runner.js";
import { scalarValue } from "../../src/notebook/values/asTensor.js";
import type { Value } from "../../src/notebook/values/value.js";

const notebookOf = (sources: Record<string, string>): Notebook =>
  createNotebook(
    "test",
    Object.entries(sources).map(([id, source]) => ({ id, kind: "code", source }))
  );

interface Started {
  readonly id: string;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly context: RunContext;
  end(value: number): void;
  fail(error: Error): void;
}

/** A scheduler whose cells end when the test says so; a cell gives one number for each of its names. */
function held(notebook: Notebook, options: Partial<RunnerOptions> = {}) {
  const started: Started[] = [];
  const runner = createRunner(notebook, {
    nextFrame: (callback) => void setTimeout(callback, 0),
    ...options,
    runProgram: (program, inputs, id, context) =>
      new Promise((resolve, reject) => {
        const names = readCell(program.source).defines.map(({ name }) => name);
        started.push({
          id,
          inputs,
          context,
          end: (number) => {
            const value = scalarValue(number);
            resolve({ value, names: new Map(names.map((name) => [name, value])) });
          },
          fail: reject
        });
      })
  });
  const tick = () => new Promise((resolve) => setTimeout(resolve, 0));
  const end = async (id: string, value: number) => {
    const index = started.findIndex((each) => each.id === id);
    started.splice(index, 1)[0].end(value);
    await tick();
  };
  return { runner, started, tick, end, ids: () => started.map(({ id }) => id) };
}

const chain = () => notebookOf({ c: "c = b + 1", a: "a = 1", b: "b = a + 1", other: "d = 2" });

describe("the scheduler", () => {
  it("runs each cell when all it needs is there, and independent ones side by side", async () => {
    const { runner, end, ids } = held(chain());
    expect(ids()).toEqual(["a", "other"]);
    expect(runner.state("b").status).toBe("waiting");
    await end("a", 1);
    expect(ids()).toEqual(["other", "b"]);
    await end("b", 2);
    await end("c", 3);
    await end("other", 2);
    await runner.settled();
    expect(["a", "b", "c", "other"].map((id) => runner.state(id).status)).toEqual(["idle", "idle", "idle", "idle"]);
  });

  it("reruns what depends on an edit and nothing else", async () => {
    const { runner, end, ids } = held(chain());
    for (const id of ["a", "b", "c", "other"]) await end(id, 1);
    runner.show(editCell(runner.notebook, "b", "b = a + 2"));
    expect(ids()).toEqual(["b"]);
    expect(runner.state("c")).toMatchObject({ status: "waiting", isStale: true });
    expect(runner.state("other").status).toBe("idle");
    await end("b", 5);
    expect(ids()).toEqual(["c"]);
  });

  it("reruns nothing for blanks, comments, a moved cell or an edit that gives the same value", async () => {
    const { runner, end, ids } = held(chain());
    for (const id of ["a", "b", "c", "other"]) await end(id, 1);
    runner.show(editCell(runner.notebook, "a", "a  =  1 # one"));
    runner.show(moveCell(runner.notebook, "a", 0));
    expect(ids()).toEqual([]);
    runner.show(editCell(runner.notebook, "a", "a = 2 - 1"));
    expect(ids()).toEqual(["a"]);
    await end("a", 1);
    expect(ids()).toEqual([]);
    expect(runner.state("c")).toMatchObject({ status: "idle", isStale: false });
  });

  it("ends a run that an edit overtakes, and the latest edit wins whichever ends first", async () => {
    const { runner, started, end, tick } = held(notebookOf({ a: "a = 1", b: "b = a" }));
    const first = started[0];
    runner.show(editCell(runner.notebook, "a", "a = 2"));
    expect(first.context.signal.aborted).toBe(true);
    const second = started[1];
    second.end(2);
    await tick();
    first.end(1);
    await tick();
    expect(runner.state("a").value).toMatchObject({ values: Float64Array.of(2) });
    started.splice(0, 2);
    await end("b", 2);
    expect(runner.state("b").status).toBe("idle");
  });

  it("shows progress and partial results, and takes none from a run that was overtaken", async () => {
    const { runner, started, tick } = held(notebookOf({ a: "a = 1" }));
    const { context } = started[0];
    context.progress(0.5, "half");
    context.partial(scalarValue(7));
    expect(runner.state("a")).toMatchObject({ status: "running", progress: 0.5, note: "half", isStale: false });
    expect(runner.state("a").value).toMatchObject({ values: Float64Array.of(7) });
    runner.show(editCell(runner.notebook, "a", "a = 2"));
    context.partial(scalarValue(8));
    await tick();
    expect(runner.state("a").value).toMatchObject({ values: Float64Array.of(7) });
    expect(runner.state("a").isStale).toBe(true);
  });

  it("stops a cell, tells those behind it, and goes on when it is run again", async () => {
    const { runner, started, end, ids } = held(notebookOf({ a: "a = 1", b: "b = a" }));
    const { signal } = started[0].context;
    runner.stop("a");
    expect(signal.aborted).toBe(true);
    expect(runner.state("a").error?.kind).toBe("stopped");
    expect(runner.state("b").error).toMatchObject({ kind: "upstream", cells: ["a"], span: { start: 4, end: 5 } });
    await runner.settled();
    started.splice(0);
    runner.run("a");
    expect(ids()).toEqual(["a"]);
    await end("a", 1);
    await end("b", 1);
    expect(runner.state("b").status).toBe("idle");
  });

  it("gives a failure to its cell and an upstream error to what needs it, and lets the others live", async () => {
    const { runner, started, end, tick } = held(chain());
    started.splice(0, 1)[0].fail(new Error("broken"));
    await tick();
    await end("other", 2);
    expect(runner.state("a").error?.message).toBe("broken");
    expect(runner.state("c").error).toMatchObject({ kind: "upstream", cells: ["b"] });
    expect(runner.state("other").status).toBe("idle");
    await runner.settled();
  });

  it("recovers each cell when a cycle, a double and a missing name are mended", async () => {
    const { runner, end } = held(notebookOf({ a: "a = b", b: "b = a", c: "c = 1", d: "c = 2", e: "e = f" }));
    await runner.settled();
    expect(runner.state("a").error?.kind).toBe("cycle");
    expect(runner.state("c").error?.kind).toBe("name given twice");
    expect(runner.state("e").error?.kind).toBe("unknown name");
    let notebook = editCell(runner.notebook, "b", "b = 3");
    notebook = deleteCell(notebook, "d");
    runner.show(insertCell(notebook, 0, { id: "f", kind: "code", source: "f = 1" }));
    for (const id of ["b", "c", "f", "a", "e"]) await end(id, 1);
    expect(["a", "b", "c", "e", "f"].map((id) => runner.state(id).status)).toEqual(Array(5).fill("idle"));
  });

  it("reruns a cell when its input is set, and those behind it", async () => {
    const { runner, started, end, ids } = held(notebookOf({ a: "a = slider(0, 10, 5)", b: "b = a" }));
    await end("a", 5);
    await end("b", 5);
    runner.show(setInput(runner.notebook, "a", 7));
    expect(started[0].context.input).toBe(7);
    await end("a", 7);
    expect(ids()).toEqual(["b"]);
  });

  it("fails a cell that is silent for longer than its deadline", async () => {
    const { runner } = held(notebookOf({ a: "a = 1" }), { deadline: 20 });
    await runner.settled();
    expect(runner.state("a").error?.kind).toBe("time");
  });

  it("tells its listeners once a frame, of every cell that changed", async () => {
    const told: Change[] = [];
    const { runner, end, tick } = held(chain());
    runner.subscribe((change) => told.push(change));
    runner.show(editCell(runner.notebook, "other", "d = 3"));
    runner.show(editCell(runner.notebook, "other", "d = 4"));
    await tick();
    await tick();
    expect(told).toHaveLength(1);
    expect(told[0].graph).toBe(true);
    expect([...told[0].cells]).toEqual(["other"]);
    await end("a", 1);
    await tick();
    expect([...told[1].cells].sort()).toEqual(["a", "b"]);
  });

  it("of 200 cells in a chain reruns after an edit only those behind it", async () => {
    const sources: Record<string, string> = { c0: "n0 = 1" };
    for (let i = 1; i < 200; i++) sources[`c${i}`] = `n${i} = n${i - 1} + 1`;
    const ran: string[] = [];
    const runner = createRunner(notebookOf(sources), {
      nextFrame: (callback) => void setTimeout(callback, 0),
      runProgram: async (program, inputs, id) => {
        ran.push(id);
        const before = [...inputs.values()][0] as { values: Float64Array } | undefined;
        const value = scalarValue((before?.values[0] ?? 0) + (program.source.includes("2") && id === "c150" ? 2 : 1));
        return { value, names: new Map([[`n${id.slice(1)}`, value]]) };
      }
    });
    await runner.settled();
    expect(ran).toHaveLength(200);
    ran.length = 0;
    runner.show(editCell(runner.notebook, "c150", "n150 = n149 + 2"));
    await runner.settled();
    expect(ran).toEqual(Array.from({ length: 50 }, (_, i) => `c${150 + i}`));
  });
});
