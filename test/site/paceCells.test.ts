import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { paceCells } from "../../src/site/client/paceCells.js";

interface Cell {
  readonly id: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

const cell = (id: string, inputs: string[] = [], outputs: string[] = []): Cell => ({ id, inputs, outputs });
let print: () => void;
let clock: number;
let frameCallbacks: (() => void)[];
let timers: (() => void)[];

beforeEach(() => {
  clock = 0;
  frameCallbacks = [];
  timers = [];
  vi.stubGlobal("addEventListener", (_: string, listener: () => void) => (print = listener));
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frameCallbacks.push(callback));
  vi.stubGlobal("setTimeout", (callback: () => void) => timers.push(callback));
  vi.stubGlobal("performance", { now: () => clock });
});
afterEach(() => vi.unstubAllGlobals());

/** The cells started so far, seen before each of a few frames that take as long as told. */
async function startedBefore(cells: readonly Cell[], milliseconds: number, frames: number): Promise<string[][]> {
  const started: string[] = [];
  const define = paceCells<Cell>(({ id }) => started.push(id));
  for (const each of cells) define(each);
  await Promise.resolve();
  return Array.from({ length: frames }, () => {
    const seen = [...started];
    for (const callback of frameCallbacks.splice(0)) callback();
    clock += milliseconds;
    for (const callback of timers.splice(0)) callback();
    return seen;
  });
}

it("starts twice as many cells in each frame while frames are short", async () => {
  const cells = Array.from({ length: 7 }, (_, at) => cell(String(at)));
  expect((await startedBefore(cells, 1, 3)).map(({ length }) => length)).toEqual([1, 3, 7]);
});

it("starts one cell a frame while frames are long", async () => {
  const cells = Array.from({ length: 4 }, (_, at) => cell(String(at)));
  expect((await startedBefore(cells, 9, 4)).map(({ length }) => length)).toEqual([1, 2, 3, 4]);
});

it("starts a cell after those whose names it uses, wherever they stand", async () => {
  const cells = [cell("sum", ["a", "b"]), cell("b", ["a"], ["b"]), cell("a", [], ["a"]), cell("alone")];
  expect(await startedBefore(cells, 1, 2)).toEqual([
    ["a", "b", "sum"],
    ["a", "b", "sum", "alone"]
  ]);
});

it("starts what is left before the page is printed", () => {
  const started: string[] = [];
  const define = paceCells<Cell>(({ id }) => started.push(id));
  for (const id of ["a", "b", "c"]) define(cell(id));
  print();
  expect(started).toEqual(["a", "b", "c"]);
});
