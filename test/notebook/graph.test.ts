import { describe, expect, it } from "vitest";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import { buildGraph, dependentsOf } from "../../src/notebook/graph/buildGraph.js";
import { readCell } from "../../src/notebook/graph/readCell.js";
import { createRandom } from "../../src/rbm/random.js";

const graphOf = (sources: Record<string, string>) =>
  buildGraph(
    createNotebook(
      "test",
      Object.entries(sources).map(([id, source]) => ({ id, kind: "code", source }))
    )
  );

describe("the graph of a notebook", () => {
  it("joins a cell to the one that gives the name, wherever on the page it stands", () => {
    const graph = graphOf({ last: "a + b", first: "a = 1", second: "b = a" });
    expect(graph.nodes.get("last")?.needs).toEqual(["first", "second"]);
    expect(graph.edges).toContainEqual({ from: "first", to: "second", names: ["a"] });
    expect(graph.order).toEqual(["first", "second", "last"]);
    expect(graph.definedBy.get("b")).toBe("second");
  });

  it("has no edge for a parameter, a built-in function, a constant, a part or the name of an argument", () => {
    const graph = graphOf({
      x: "x = 1",
      seed_: "epochs = 3",
      f: "f(x) = sum(x) + pi",
      g: "train(initial(2, 3), ring(), epochs = 4).loss"
    });
    expect(graph.edges).toEqual([]);
    expect(graph.nodes.get("g")?.fault).toBeNull();
  });

  it("names the cells of a cycle in each of them, and leaves those outside alone", () => {
    const graph = graphOf({ a: "a = c + 1", b: "b = a", c: "c = b", d: "d = 2", e: "e = a" });
    for (const id of ["a", "b", "c"]) {
      const fault = graph.nodes.get(id)?.fault;
      expect(fault?.kind).toBe("cycle");
      expect([...(fault?.cells ?? []), id].sort()).toEqual(["a", "b", "c"]);
    }
    expect(graph.nodes.get("a")?.fault).toMatchObject({ span: { start: 4, end: 5 } });
    expect(graph.nodes.get("a")?.fault?.message).toContain("c needs b needs a needs c");
    expect(graph.nodes.get("d")?.fault).toBeNull();
    expect(graph.nodes.get("e")?.fault).toBeNull();
    expect(graph.order).toEqual(["d", "e"]);
  });

  it("tells both cells that give the same name, at its place", () => {
    const graph = graphOf({ one: "size_ = 1", two: "x = 1\nsize_ = 2" });
    expect(graph.nodes.get("one")?.fault).toMatchObject({ kind: "name given twice", cells: ["two"] });
    expect(graph.nodes.get("two")?.fault).toMatchObject({ span: { start: 6, end: 11 }, cells: ["one"] });
  });

  it("asks whether the nearest name was meant where one is missing", () => {
    const graph = graphOf({ a: "hidden = 3", b: "2 * hiden" });
    expect(graph.nodes.get("b")?.fault?.message).toBe("There is no hiden here. Did you mean hidden?");
    expect(graph.nodes.get("b")?.fault?.span).toEqual({ start: 4, end: 9 });
  });

  it("knows what a text with a mistake means to define, so that others are not told of a missing name", () => {
    const graph = graphOf({ a: "hidden = 3 +", b: "2 * hidden" });
    expect(graph.nodes.get("a")?.fault?.kind).toBe("syntax");
    expect(graph.nodes.get("b")?.fault).toBeNull();
    expect(graph.nodes.get("b")?.needs).toEqual(["a"]);
  });

  it("refuses a name that has a meaning already, a value used before its line, and a run in a function", () => {
    const fault = (source: string) => graphOf({ a: source }).nodes.get("a")?.fault?.message ?? "";
    expect(fault("density = 3")).toContain("has a meaning already");
    expect(fault("exp = 3")).toContain("has a meaning already");
    expect(fault("a = b\nb = 1")).toContain("further down");
    expect(fault("f(x) = f(x)")).toContain("further down");
    expect(fault("f(x) = sample(x, 1, 1)")).toContain("can't stand in a function");
    expect(fault("exp")).toContain("is a function");
  });

  it("takes texts that differ in blanks and comments for the same", () => {
    expect(readCell("a = 1+2 # three").key).toBe(readCell("a=1 + 2").key);
    expect(readCell("a = 1\nb = 2").key).not.toBe(readCell("a = 12").key);
    expect(readCell(" # nothing").program).toBeNull();
    expect(readCell(" # nothing").fault).toBeNull();
  });

  it("puts each cell after all it needs, in 300 random notebooks", () => {
    const random = createRandom(1, "graphs");
    for (let trial = 0; trial < 300; trial++) {
      const count = 2 + Math.floor(random.uniform() * 12);
      const sources: Record<string, string> = {};
      for (let i = 0; i < count; i++) {
        const needs = Array.from({ length: count }, (_, k) => k).filter((k) => k !== i && random.uniform() < 0.12);
        sources[`c${i}`] = `n${i} = ${["1", ...needs.map((k) => `n${k}`)].join(" + ")}`;
      }
      const graph = graphOf(sources);
      const place = new Map(graph.order.map((id, i) => [id, i]));
      for (const [id, node] of graph.nodes) {
        // A cell is in the order, or in a cycle.
        expect(place.has(id)).toBe(node.fault?.kind !== "cycle");
        for (const need of node.needs) {
          if (place.has(id) && place.has(need)) expect(place.get(need)!).toBeLessThan(place.get(id)!);
          expect(graph.nodes.get(need)?.neededBy).toContain(id);
          expect(dependentsOf(graph, [need]).has(id)).toBe(true);
        }
        // Who is in a cycle can reach itself.
        const reached = dependentsOf(graph, node.neededBy);
        expect(reached.has(id)).toBe(node.fault?.kind === "cycle");
      }
    }
  });
});
