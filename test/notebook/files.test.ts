import { describe, expect, it } from "vitest";
import { checkNotebook } from "../../src/notebook/document/checkNotebook.js";
import { editCell, fold, hideCode, moveCell, setInput } from "../../src/notebook/document/edits.js";
import { createHistory, record, redo, undo } from "../../src/notebook/document/history.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import type { Cell, Notebook } from "../../src/notebook/document/notebook.js";
import { renameName } from "../../src/notebook/document/renameName.js";
import { fromAddress, toAddress } from "../../src/notebook/files/address.js";
import { asCopy } from "../../src/notebook/files/copyName.js";
import { toHtml } from "../../src/notebook/files/html.js";
import { fromMarkdown, toMarkdown } from "../../src/notebook/files/markdown.js";
import { createMemoryStore } from "../../src/notebook/files/memoryStore.js";
import { courseNotebook } from "../../src/notebook/templates/course.js";
import { createRandom } from "../../src/rbm/random.js";

const code = (id: string, source: string): Cell => ({ id, kind: "code", source });

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

describe("2000 mutated files and addresses", () => {
  it("give a notebook that is whole, or an error with a message; neither takes long", async () => {
    const random = createRandom(2, "mutations");
    const markdown = toMarkdown(courseNotebook());
    const fragment = await toAddress(courseNotebook());
    const mutate = (text: string): string => {
      let out = text;
      for (let times = 1 + Math.floor(random.uniform() * 4); times > 0; times--) {
        const at = Math.floor(random.uniform() * out.length);
        const end = at + Math.floor(random.uniform() * 40);
        const piece = out.slice(Math.floor(random.uniform() * out.length)).slice(0, 20);
        const kind = Math.floor(random.uniform() * 4);
        if (kind === 0) out = out.slice(0, at) + out.slice(end);
        else if (kind === 1) out = out.slice(0, at) + piece + out.slice(at);
        else if (kind === 2)
          out = out.slice(0, at) + String.fromCharCode(Math.floor(random.uniform() * 300)) + out.slice(at + 1);
        else out = out.slice(0, at);
      }
      return out;
    };
    let [whole, refused] = [0, 0];
    const started = performance.now();
    for (let trial = 0; trial < 2000; trial++) {
      try {
        const found = trial % 2 ? fromMarkdown(mutate(markdown)) : await fromAddress(`n=${mutate(fragment.slice(2))}`);
        if (found) expect(checkNotebook(structuredClone(found))).toEqual(found);
        whole++;
      } catch (error) {
        expect((error as Error).name).toBe("NotebookError");
        expect((error as Error).message.length).toBeGreaterThan(10);
        refused++;
      }
    }
    expect(whole).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
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
