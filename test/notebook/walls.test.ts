import { afterAll, describe, expect, it } from "vitest";
import { deleteCell, editCell, insertCell } from "../../src/notebook/document/edits.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import type { Cell, Notebook } from "../../src/notebook/document/notebook.js";
import { courseNotebook } from "../../src/notebook/templates/course.js";
import { createRandom } from "../../src/rbm/random.js";
import type { Random } from "../../src/rbm/random.js";
import { formulasHere, formulaThread } from "./formulaThread.js";
import { failures, openKernelThread, openNotebook, valueNamed } from "./openNotebook.js";

const kernel = openKernelThread();
afterAll(() => kernel.close());

const notebookOf = (sources: Record<string, string>): Notebook =>
  createNotebook(
    "test",
    Object.entries(sources).map(([id, source]) => ({ id, kind: "code", source }))
  );

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)];

/** Names that reach for what is outside, names of cells, and names of the language. */
const names = [
  "a",
  "b",
  "c",
  "W",
  "x",
  "m",
  "constructor",
  "__proto__",
  "prototype",
  "toString",
  "window",
  "this",
  "hasOwnProperty",
  "self",
  "exp",
  "pi",
  "TODO",
  "density"
];
const parts = ["constructor", "__proto__", "W", "b", "values", "kind", "machine", "loss", "call", "fields", "toString"];
const calls = [
  "exp",
  "sum",
  "zeros",
  "ones",
  "normal",
  "bernoulli",
  "iterate",
  "slider",
  "number",
  "select",
  "toggle",
  "file",
  "csv",
  "circles",
  "machine",
  "initial",
  "scatter",
  "line",
  "histogram",
  "animate",
  "trail",
  "table",
  "gaussian",
  "images",
  "dots",
  "nearest",
  "mend",
  "classify",
  "standardise",
  "unstandardise",
  "checkpoint",
  "angleDensity",
  "forgetting",
  "f",
  "g",
  "constructor",
  "eval",
  "Function",
  "import"
];
const texts = ['""', '"csv"', '"<script>alert(1)</script>"', '"1,2\\n3,4"', '"a"', '"constructor"', '"never closed'];
const numbers = ["0", "1", "2", "-3", "0.5", "1e308", "1e9", "1e-320", "99999", "2.5", "7"];
const broken = [
  "(",
  ")",
  "[",
  "]",
  ",",
  ";",
  "=",
  "==",
  "'",
  ".",
  "..",
  "+",
  "\n",
  "#",
  '"',
  "\\",
  "\u0000",
  "\u202e",
  "🎲",
  "::",
  "=>",
  "${x}",
  "`",
  "{",
  "}"
];

function expression(random: Random, depth: number): string {
  const inner = (): string => expression(random, depth - 1);
  const kind = depth <= 0 ? Math.floor(random.uniform() * 3) : Math.floor(random.uniform() * 11);
  if (kind === 0) return pick(random, numbers);
  if (kind === 1) return pick(random, names);
  if (kind === 2) return random.uniform() < 0.3 ? pick(random, texts) : pick(random, numbers);
  if (kind === 3) return `${inner()} ${pick(random, ["+", "-", "*", ".*", "./", "/", ".^", "<", "=="])} ${inner()}`;
  if (kind === 4) return `${inner()}.${pick(random, parts)}`;
  if (kind === 5) return `[${inner()}, ${inner()}]`;
  if (kind === 6) return `(${inner()})'`;
  if (kind === 7)
    return `${pick(random, calls)}(${inner()}, ${pick(random, ["seed", "label", "min", "__proto__", "step"])} = ${inner()})`;
  const args = Array.from({ length: Math.floor(random.uniform() * 4) }, inner);
  return `${pick(random, calls)}(${args.join(", ")})`;
}

function line(random: Random): string {
  const kind = random.uniform();
  if (kind < 0.5) return `${pick(random, names)} = ${expression(random, 3)}`;
  if (kind < 0.62)
    return `${pick(random, ["f", "g", "h"])}(${pick(random, ["x", "a", "z, x", "__proto__", ""])}) = ${expression(random, 3)}`;
  if (kind < 0.72) {
    const text = expression(random, 3);
    const at = Math.floor(random.uniform() * (text.length + 1));
    return text.slice(0, at) + pick(random, broken) + text.slice(at);
  }
  if (kind < 0.78)
    return pick(random, [
      "a = zeros(99999, 99999)",
      "f(x) = f(x)",
      "W = ones(3000, 600)\nc = W * W'",
      "iterate(f, 1, 100000)",
      "circles(1e9)",
      "table(zeros(1000, 39))",
      "a = b\nb = a"
    ]);
  return expression(random, 3);
}

function hostileNotebook(seed: number): Notebook {
  const random = createRandom(seed, "hostile");
  const cells = Array.from({ length: 1 + Math.floor(random.uniform() * 6) }, (_, i): Cell => {
    const lines = Array.from({ length: 1 + Math.floor(random.uniform() * 3) }, () => line(random));
    const value = pick(random, [undefined, undefined, 3, "a", true, { name: "x", text: "1,2\n3,oops" }]);
    return {
      id: `c${i}`,
      kind: random.uniform() < 0.9 ? "code" : "text",
      source: lines.join("\n"),
      ...(value === undefined ? {} : { value })
    };
  });
  return createNotebook("hostile", cells);
}

describe("10,000 generated notebooks", () => {
  it("settle, each cell idle or failed with a message, and leave the page's globals alone", async () => {
    const globals = Object.getOwnPropertyNames(globalThis).sort().join();
    const prototype = Object.getOwnPropertyNames(Object.prototype).sort().join();
    const kinds = new Set<string>();
    let [idle, failed, slowest] = [0, 0, 0];
    // One runner: each notebook takes the place of the one before, as when a reader opens another.
    const runner = openNotebook(createNotebook("first"), kernel, { createWorker: formulasHere });
    for (let seed = 0; seed < 10_000; seed++) {
      const notebook = hostileNotebook(seed);
      const started = performance.now();
      runner.show(notebook);
      await runner.settled();
      slowest = Math.max(slowest, performance.now() - started);
      for (const { id, kind, source } of notebook.cells) {
        const { status, error } = runner.state(id);
        if (kind === "text") continue;
        expect(["idle", "failed"], source).toContain(status);
        if (status === "failed") {
          failed++;
          kinds.add(error!.kind);
          expect(error!.message.length, source).toBeGreaterThan(5);
          expect(error!.message, source).not.toMatch(/undefined|\[object|is not a function|Cannot read/);
          if (error!.span) {
            expect(error!.span.start, source).toBeGreaterThanOrEqual(0);
            expect(error!.span.end, source).toBeLessThanOrEqual(Math.max(1, source.length));
          }
        } else idle++;
      }
    }
    runner.close();
    expect(Object.getOwnPropertyNames(globalThis).sort().join()).toBe(globals);
    expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(prototype);
    expect(idle).toBeGreaterThan(500);
    expect(failed).toBeGreaterThan(5000);
    for (const kind of [
      "syntax",
      "unknown name",
      "cycle",
      "name given twice",
      "upstream",
      "memory",
      "arguments",
      "shape"
    ]) {
      expect([...kinds]).toContain(kind);
    }
    expect(slowest).toBeLessThan(20_000);
  }, 600_000);
});

describe("the walls around a cell", () => {
  it("end a worker that falls silent, give the cell an error and go on with the others in a new one", async () => {
    const runner = openNotebook(notebookOf({ good: "a = 1 + 1", bad: "b = 2 + 2", next: "c = a + 3" }), kernel, {
      createWorker: () => formulaThread({ hangIn: "bad" }),
      silence: 300
    });
    await runner.settled();
    expect(failures(runner)).toEqual({ bad: expect.stringContaining("ran for more than 0.3 seconds") as string });
    expect(valueNamed(runner, "c")).toMatchObject({ values: Float64Array.of(5) });
    // The new worker is told of the values that the old one kept.
    runner.show(editCell(runner.notebook, "next", "c = a + 4"));
    await runner.settled();
    expect(valueNamed(runner, "c")).toMatchObject({ values: Float64Array.of(6) });
    runner.close();
  });

  it("outlive a worker that crashes", async () => {
    const runner = openNotebook(notebookOf({ bad: "b = 2 + 2", good: "a = 1 + 1" }), kernel, {
      createWorker: () => formulaThread({ crashIn: "bad" })
    });
    await runner.settled();
    expect(failures(runner)).toEqual({ bad: expect.stringContaining("died") as string });
    expect(valueNamed(runner, "a")).toMatchObject({ values: Float64Array.of(2) });
    runner.close();
  });

  it("refuse too much memory and too much work with a place, in any cell", async () => {
    const runner = openNotebook(
      notebookOf({
        memory: "a = zeros(99999, 99999)",
        work: "step(x) = x .* 1.0001\nb = iterate(step, ones(1000), 2000)\nsum(b * b')",
        draws: "d = sample(initial(2, 10), 100000, 10000)",
        deep: `e = ${"(".repeat(200)}1${")".repeat(200)}`
      }),
      kernel,
      { createWorker: formulasHere }
    );
    await runner.settled();
    expect(runner.state("memory").error).toMatchObject({ kind: "memory", span: { start: 4, end: 23 } });
    expect(runner.state("work").error?.kind).toBe("work");
    expect(runner.state("draws").error?.kind).toBe("memory");
    expect(runner.state("deep").error?.kind).toBe("too deep");
    runner.close();
  });

  it("survive forty cells of functions that call the one before twice", async () => {
    const sources: Record<string, string> = { f0: "f0(x) = x + 1" };
    for (let i = 1; i < 40; i++) sources[`f${i}`] = `f${i}(x) = f${i - 1}(x) + f${i - 1}(x)`;
    const runner = openNotebook(notebookOf({ ...sources, last: "f39(1)", small: "f5(1)" }), kernel, {
      createWorker: formulasHere
    });
    await runner.settled();
    // On a slow machine the watchdog may be first.
    expect(["work", "time"]).toContain(runner.state("last").error?.kind);
    expect(runner.state("small").value).toMatchObject({ values: Float64Array.of(64) });
    runner.close();
  });
});

describe("edits while everything runs", () => {
  it("end at what the notebook says, whatever came in between", async () => {
    const random = createRandom(5, "edits");
    const runner = openNotebook(createNotebook("edits", [{ id: "a", kind: "code", source: "a = 1" }]), kernel, {
      createWorker: formulasHere
    });
    let notebook = runner.notebook;
    for (let step = 0; step < 400; step++) {
      const kind = random.uniform();
      const ids = notebook.cells.map(({ id }) => id);
      const source = `n${Math.floor(random.uniform() * 12)} = ${Math.floor(random.uniform() * 9)} + ${pick(random, ["1", "n0", "n1", "n2", "n3 * n4", "n5", "a"])}`;
      if (kind < 0.4 && ids.length < 20) notebook = insertCell(notebook, 0, { id: `s${step}`, kind: "code", source });
      else if (kind < 0.5 && ids.length > 4)
        notebook = deleteCell(
          notebook,
          pick(
            random,
            ids.filter((id) => id !== "a")
          )
        );
      else notebook = editCell(notebook, pick(random, ids), random.uniform() < 0.2 ? "a = 2" : source);
      runner.show(notebook);
      if (random.uniform() < 0.3) await new Promise((resolve) => setImmediate(resolve));
    }
    await runner.settled();
    const fresh = openNotebook(notebook, kernel, { createWorker: formulasHere });
    await fresh.settled();
    for (const { id } of notebook.cells) {
      const [left, right] = [runner.state(id), fresh.state(id)];
      expect(left.status, id).toBe(right.status);
      if (left.status === "idle") expect(left.value, id).toEqual(right.value);
      else expect(left.error, id).toEqual(right.error);
    }
    runner.close();
    fresh.close();
  });
});

describe("the course's notebook in 200 cells", () => {
  it("after an edit runs the cells behind it and no other", async () => {
    const cells: Cell[] = [
      ...courseNotebook().cells.filter(
        ({ id }) => !["training", "loss", "nll", "sampling", "last-draws", "chains", "trail"].includes(id)
      )
    ];
    for (let i = 0; cells.length < 200; i++)
      cells.push({ id: `extra-${i}`, kind: "code", source: `e${i} = sigma2 + ${i ? `e${i - 1}` : "0"}` });
    const runner = openNotebook(createNotebook("large", cells), kernel, { createWorker: formulasHere });
    await runner.settled();
    expect(failures(runner)).toEqual({});
    const before = new Map(cells.map(({ id }) => [id, runner.state(id).version]));
    runner.show(editCell(runner.notebook, "softplus", "softplus(a) = log1p(exp(a))"));
    await runner.settled();
    const ran = cells.map(({ id }) => id).filter((id) => runner.state(id).version !== before.get(id));
    expect(ran).toEqual(["softplus", "c", "shape-c"]);
    runner.close();
  });
});
