import { describe, expect, it } from "vitest";
import { checkNotebook } from "../../src/notebook/document/checkNotebook.js";
import { createHistory } from "../../src/notebook/document/history.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import type { Cell, Notebook } from "../../src/notebook/document/notebook.js";
import { fromAddress, toAddress } from "../../src/notebook/files/address.js";
import { asCopy } from "../../src/notebook/files/copyName.js";
import { toHtml } from "../../src/notebook/files/html.js";
import { fromJupyter } from "../../src/notebook/files/fromJupyter.js";
import { toJupyter } from "../../src/notebook/files/jupyter.js";
import { fromMarkdown, toMarkdown } from "../../src/notebook/files/markdown.js";
import { createMemoryStore } from "../../src/notebook/files/memoryStore.js";
import { courseNotebook, emptyNotebook, holesNotebook } from "../../src/notebook/templates/course.js";
import * as data from "../../src/notebook/templates/chapters/data.js";
import * as model from "../../src/notebook/templates/chapters/model.js";
import * as sampling from "../../src/notebook/templates/chapters/sampling.js";
import { trainingNotebook } from "../../src/notebook/templates/chapters/training.js";
import { createRandom } from "../../src/rbm/random.js";
import { createPoints } from "../../src/rbm/shapes.js";
import { labRecipe } from "../../src/rbm/training/recipe.js";
import { mutateText, mutateTree } from "./mutations.js";

const anyPoints = createPoints([[0, 0]], 2);
const code = (id: string, source: string): Cell => ({ id, kind: "code", source });

/** The page's templates, and the notebooks that the chapters' figures open as. */
function templates(): Notebook[] {
  const law = { source: "drawn", count: 300, noise: 0.2, factor: 0.35, seed: 7 } as const;
  const small = { b: [-0.9, 1], sigma: [0.3, 0.25], W: [[1.5], [0.1]], d: [-3], x: [0.6, 0.3] };
  const choice: sampling.SamplingChoice = { recipe: labRecipe, chains: 60, steps: 120, seed: 2 };
  return [
    courseNotebook(),
    holesNotebook(),
    emptyNotebook(),
    data.ringNotebook(law, { truth: true, inner: true }),
    data.mixtureNotebook(law, 3),
    data.mixtureScoresNotebook(law),
    model.smallMachineNotebook(small),
    model.enumerationNotebook(small),
    model.conditionalsNotebook(small),
    model.conditionalNotebook(small, [1]),
    model.signTrapNotebook("c"),
    trainingNotebook(labRecipe),
    sampling.lastDrawsNotebook(choice),
    sampling.anglesNotebook(choice),
    sampling.threeGradientsNotebook(3),
    sampling.chainsNotebook(choice),
    sampling.trailNotebook(choice, 41),
    sampling.autocorrelationNotebook(choice),
    sampling.wrongNoiseNotebook(choice, (sigma) => 2 * sigma),
    sampling.heroNotebook(labRecipe)
  ];
}

/** Notebooks whose texts imitate what separates cells. */
function hostileNotebook(seed: number): Notebook {
  const random = createRandom(seed, "hostile notebook");
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)];
  const pieces = [
    "",
    "\n",
    " ",
    "---",
    "title: x",
    "```",
    "````",
    "```formula id=x",
    "```formula",
    "<!-- cell id=y -->",
    "\\```formula",
    "\\\\<!-- cell -->",
    "<!-- cell",
    "-->",
    "a = 1",
    "# heading",
    "$x^2$",
    "\r",
    "\u2028",
    "é ü 中 🎲",
    '"',
    "</script>",
    "&amp;",
    "\0"
  ];
  const cells = Array.from({ length: Math.floor(random.uniform() * 8) }, (_, i): Cell => {
    const source = Array.from({ length: Math.floor(random.uniform() * 6) }, () => pick(pieces)).join(
      pick(["\n", "", "\n\n"])
    );
    const value = pick([undefined, 3, -0.25, "a -- b --> c", true, { name: "x.csv", text: "1,2\n3,4" }]);
    return {
      id: `c${i}`,
      kind: pick(["text", "code"] as const),
      source,
      ...(random.uniform() < 0.3 ? { folded: true } : {}),
      ...(random.uniform() < 0.3 ? { hideCode: true } : {}),
      ...(value === undefined ? {} : { value })
    };
  });
  return createNotebook(pick(["A", '“Quotes” "and" more', "---", "x: y"]), cells);
}

describe("a notebook as Markdown", () => {
  it("comes back exactly as it went: the course's, and 2000 whose texts imitate the marks", () => {
    expect(fromMarkdown(toMarkdown(courseNotebook()))).toEqual(courseNotebook());
    for (let seed = 0; seed < 2000; seed++) {
      const notebook = hostileNotebook(seed);
      expect(fromMarkdown(toMarkdown(notebook)), `seed ${seed}`).toEqual(notebook);
    }
  });

  it("comes back from an editor that ends its lines as Windows does", () => {
    expect(fromMarkdown(toMarkdown(courseNotebook()).replaceAll("\n", "\r\n"))).toEqual(courseNotebook());
  });

  it("reads plain Markdown as one cell of text, and fenced formulas as cells", () => {
    const { cells } = fromMarkdown("# Hello\n\nSome text.\n\n```formula\na = 1\n```\nMore.\n");
    expect(cells.map(({ kind, source }) => [kind, source])).toEqual([
      ["text", "# Hello\n\nSome text."],
      ["code", "a = 1"],
      ["text", "More."]
    ]);
  });

  it("names the line of a fence that is never closed, and of a property that there is not", () => {
    expect(() => fromMarkdown("text\n```formula\na = 1")).toThrow("line 2");
    expect(() => fromMarkdown("```formula onclick=x\n1\n```")).toThrow("Line 1 has onclick");
  });
});

describe("a notebook as Jupyter", () => {
  const written = (notebook: Notebook): string =>
    toJupyter(notebook, { valueOf: () => null, ring: anyPoints, heldOut: anyPoints });
  const foreign = (cells: readonly unknown[], more = {}): string =>
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...more });

  it("comes back exactly as it went: each template, and 500 whose texts imitate the marks", () => {
    for (const notebook of templates()) {
      expect(fromJupyter(written(notebook))).toEqual(notebook);
    }
    for (let seed = 0; seed < 500; seed++) {
      const notebook = hostileNotebook(seed);
      expect(fromJupyter(written(notebook)), `seed ${seed}`).toEqual(notebook);
    }
  });

  it("keeps a cell called prelude beside its own prelude", () => {
    const notebook = createNotebook("x", [code("prelude", "a = 1")]);
    const ids = (JSON.parse(written(notebook)) as { cells: { id: string }[] }).cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(fromJupyter(written(notebook))).toEqual(notebook);
  });

  it("brings what was edited and added in Jupyter: text in its cell, code as text behind the formula", () => {
    const notebook = createNotebook("x", [
      code("b", "b = a + 1"),
      code("a", "a = 1"),
      { id: "t", kind: "text", source: "T" }
    ]);
    const file = JSON.parse(written(notebook)) as { cells: { id: string; source: string[] }[] };
    for (const cell of file.cells) {
      if (cell.id === "a") cell.source = ["a = 2\n", "a"];
      if (cell.id === "t") cell.source = ["T, more"];
    }
    file.cells.push({ ...file.cells.at(-1), source: ["copied"] });
    const { cells } = fromJupyter(JSON.stringify(file));
    expect(cells.map(({ id, kind, source }) => [id, kind, source])).toEqual([
      [
        "cell-1",
        "text",
        "One code cell of the Jupyter file could not be turned into formulas and stands below as text."
      ],
      ["b", "code", "b = a + 1"],
      ["a", "code", "a = 1"],
      ["cell-2", "text", "```python\na = 2\na\n```"],
      ["t", "text", "T, more"],
      ["cell-3", "text", "copied"]
    ]);
  });

  it("loses nothing of a cell whose kind was changed in Jupyter: the formula stays, and a text that is code is told", () => {
    const notebook = createNotebook("x", [code("a", "a = 1"), { id: "t", kind: "text", source: "T" }]);
    const file = JSON.parse(written(notebook)) as { cells: { id: string; cell_type: string; source: string[] }[] };
    const find = (id: string) => file.cells.find((cell) => cell.id === id)!;
    Object.assign(find("a"), { cell_type: "markdown", source: ["once a = 1"] });
    Object.assign(find("t"), { cell_type: "code", outputs: [], execution_count: null });
    const { cells } = fromJupyter(JSON.stringify(file));
    expect(cells.map(({ id, kind, source }) => [id, kind, source])).toEqual([
      ["cell-1", "text", expect.stringMatching(/^One code cell of the Jupyter file could not be turned/)],
      ["a", "code", "a = 1"],
      ["cell-2", "text", "once a = 1"],
      ["t", "text", "```python\nT\n```"]
    ]);
  });

  it("reads a foreign file: Markdown as text, code in a fence that it can't close, and says what was left out", () => {
    const text = foreign(
      [
        { cell_type: "markdown", id: "one", metadata: {}, source: ["# Hello\n", "there"] },
        { cell_type: "code", id: "two", metadata: {}, source: 'print("""```""")', outputs: [{}], execution_count: 1 },
        { cell_type: "code", metadata: {}, source: [], outputs: [], execution_count: null },
        { cell_type: "raw", id: "two", metadata: {}, source: "raw" }
      ],
      { metadata: { kernelspec: { language: "julia" } } }
    );
    const notebook = fromJupyter(text, "mine");
    expect(notebook.name).toBe("mine");
    expect(notebook.cells).toEqual([
      {
        id: "cell-1",
        kind: "text",
        source:
          "2 code cells of the Jupyter file could not be turned into formulas and stand below as text. Outputs and attached images of one cell were left out."
      },
      { id: "one", kind: "text", source: "# Hello\nthere" },
      { id: "two", kind: "text", source: '````julia\nprint("""```""")\n````' },
      { id: "cell-2", kind: "text", source: "```\nraw\n```" }
    ]);
  });

  it("says what is wrong with a file, by the number of the cell", () => {
    expect(() => fromJupyter("{")).toThrow("not valid JSON");
    expect(() => fromJupyter("[]")).toThrow("no Jupyter file");
    expect(() => fromJupyter('{"nbformat": 3, "worksheets": []}')).toThrow("nbformat 3; nbformat 4 is read");
    expect(() => fromJupyter('{"cells": []}')).toThrow("no version of nbformat");
    expect(() => fromJupyter('{"nbformat": 4}')).toThrow("no list of cells");
    expect(() => fromJupyter(foreign([{ cell_type: "heading", source: "x" }]))).toThrow("Cell 1 is of an unknown type");
    expect(() => fromJupyter(foreign([{ cell_type: "markdown", source: "x" }, { cell_type: "code" }]))).toThrow(
      "Cell 2 has no source"
    );
    const own = { place: 0, fingerprint: "0" };
    const kept = { cell_type: "code", source: "a", metadata: { "gaussian-bernoulli-rbm": own } };
    expect(() => fromJupyter(foreign([kept]))).toThrow("Cell 1 has lost the formula");
    expect(() => fromJupyter(written(courseNotebook()).replace('"version": 1', '"version": 7'))).toThrow("version 7");
  });
});

describe("a notebook in an address", () => {
  it("comes back exactly as it went, the course's in less than 4000 characters", async () => {
    const fragment = await toAddress(courseNotebook());
    expect(fragment.length).toBeLessThan(4000);
    expect(await fromAddress(`#${fragment}`)).toEqual(courseNotebook());
    for (let seed = 0; seed < 200; seed++) {
      const notebook = hostileNotebook(seed);
      expect(await fromAddress(await toAddress(notebook))).toEqual(notebook);
    }
  });

  it("is refused beyond 16,000 characters, and where it unfolds beyond 4 MB", async () => {
    const random = createRandom(1, "noise");
    const noise = Array.from({ length: 15_000 }, () =>
      String.fromCharCode(33 + Math.floor(random.uniform() * 90))
    ).join("");
    await expect(toAddress(createNotebook("x", [{ id: "a", kind: "text", source: noise }]))).rejects.toThrow(
      "save it as a file"
    );
    const bomb = createNotebook("x", [{ ...code("a", ""), value: { name: "a", text: "0".repeat(5e6) } }]);
    const fragment = await toAddress(bomb);
    await expect(fromAddress(fragment)).rejects.toThrow("too large");
  });

  it("is no notebook where the fragment has none", async () => {
    expect(await fromAddress("#section")).toBeNull();
    await expect(fromAddress("#n=!!")).rejects.toThrow("damaged");
  });
});

describe("4000 mutated files and addresses", () => {
  it("give a notebook that is whole, or an error with a message; neither takes long", async () => {
    const random = createRandom(2, "mutations");
    const markdown = toMarkdown(courseNotebook());
    const jupyter = toJupyter(courseNotebook(), { valueOf: () => null, ring: anyPoints, heldOut: anyPoints });
    const fragment = await toAddress(courseNotebook());
    const mutate = (text: string): string => mutateText(text, random);
    type Read = () => Notebook | null | Promise<Notebook | null>;
    // Few addresses survive any change: they are compressed.
    const readers: readonly (readonly [count: number, leastWhole: number, read: Read])[] = [
      [1000, 100, () => fromMarkdown(mutate(markdown))],
      [1000, 1, () => fromAddress(`n=${mutate(fragment.slice(2))}`)],
      [1000, 100, () => fromJupyter(mutate(jupyter))],
      [1000, 100, () => fromJupyter(mutateTree(jupyter, random))]
    ];
    const started = performance.now();
    for (const [count, leastWhole, read] of readers) {
      let [whole, refused] = [0, 0];
      for (let trial = 0; trial < count; trial++) {
        try {
          const found = await read();
          if (found) expect(checkNotebook(structuredClone(found))).toEqual(found);
          whole++;
        } catch (error) {
          expect((error as Error).name).toBe("NotebookError");
          expect((error as Error).message.length).toBeGreaterThan(10);
          refused++;
        }
      }
      expect(whole).toBeGreaterThanOrEqual(leastWhole);
      expect(refused).toBeGreaterThan(100);
    }
    expect(performance.now() - started).toBeLessThan(60_000);
  }, 90_000);

  it("leave every kept notebook as it was: what is opened gets a name of its own", async () => {
    const store = createMemoryStore();
    const mine = createNotebook("The course’s notebook", [code("a", "mine = 1")]);
    await store.save(createHistory(mine), 1);
    const taken = (await store.list()).map(({ name }) => name);
    const opened = asCopy(courseNotebook(), taken);
    expect(opened.name).toBe("The course’s notebook (copy)");
    await store.save(createHistory(opened), 2);
    expect((await store.load(mine.name))?.present).toEqual(mine);
    expect(asCopy(courseNotebook(), [...taken, opened.name]).name).toBe("The course’s notebook (copy 2)");
  });
});

describe("a notebook as one HTML file", () => {
  it("holds no script, escapes what is typed, and carries the notebook", () => {
    const notebook = createNotebook('<script>alert("x")</script>', [
      code("a", "</script><img src=x onerror=alert(1)>"),
      { id: "t", kind: "text", source: "<script>alert(1)</script>" }
    ]);
    const html = toHtml(notebook, new Map([["a", "<svg></svg>"]]));
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<img");
    expect(html).toContain("<svg></svg>");
    expect(html).toContain("default-src 'none'");
  });
});
