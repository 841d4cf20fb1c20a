/** Addresses and files that were changed on their way, opened and run. */
import { afterAll, expect, it } from "vitest";
import { createHistory } from "../../src/notebook/document/history.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import type { Cell, Notebook } from "../../src/notebook/document/notebook.js";
import { fromAddress, toAddress } from "../../src/notebook/files/address.js";
import { deflate, fromBase64url, inflate, toBase64url } from "../../src/notebook/files/compression.js";
import { asCopy } from "../../src/notebook/files/copyName.js";
import { fromJupyter } from "../../src/notebook/files/fromJupyter.js";
import { toJupyter } from "../../src/notebook/files/jupyter.js";
import { fromMarkdown, toMarkdown } from "../../src/notebook/files/markdown.js";
import { createMemoryStore } from "../../src/notebook/files/memoryStore.js";
import { createRandom } from "../../src/rbm/random.js";
import { createPoints } from "../../src/rbm/shapes.js";
import { formulasHere } from "./formulaThread.js";
import { mutateSources, mutateTree } from "./mutations.js";
import { openKernelThread, openNotebook } from "./openNotebook.js";

const kernel = openKernelThread();
afterAll(() => kernel.close());

const code = (id: string, source: string, more: Partial<Cell> = {}): Cell => ({ id, kind: "code", source, ...more });

/** Each kind of cell, and nothing that takes long. */
const whole = createNotebook("Sent", [
  { id: "intro", kind: "text", source: "# Sent\n\n$x^2$ and `code`" },
  code("hidden", 'hidden = slider(2, 20, 5, step = 1, label = "Hidden")', { value: 7 }),
  code("choice", 'optimizer = select("sgd", "adam")', { value: "adam", folded: true }),
  code("upload", 'upload = file("csv")', { value: { name: "x.csv", text: "1,2\n3,4\n0.5,0.25" } }),
  code("data", "data = circles(20, 0.1, seed = 3)"),
  code("points", "points = csv(upload)\ncentre = mean(points, 1)"),
  code("start", "start = initial(2, hidden)"),
  code("run", "run = train(start, data, 3, optimizer = optimizer)"),
  code("draws", "draws = sample(run, 4, 5)"),
  code("f", "f(x) = sum(x.^2, 2) - centre[1]\nvalues = f(data)"),
  code("scatter", 'scatter(data, draws, label = "All")', { hideCode: true }),
  code("line", "line(run.loss, values[1:3], reference = 0)"),
  code("images", "images(start.W', rows = 1, signed = true)"),
  code("table", 'table(values, centre, names = "f; centre")')
]);

it("2000 mutated addresses and files of good form: most reach the runner, and each cell settles, idle or with a message", async () => {
  const random = createRandom(4, "mutated notebooks");
  const form = (): boolean => random.uniform() < 0.3;
  const fragment = await toAddress(whole);
  const packed = new TextDecoder().decode(await inflate(fromBase64url(fragment.slice(2)), 1e6));
  const anyPoints = createPoints([[0, 0]], 2);
  const jupyter = (notebook: Notebook) =>
    toJupyter(notebook, { valueOf: () => null, ring: anyPoints, heldOut: anyPoints });
  const changed = (): Notebook => ({ ...whole, cells: mutateSources(whole.cells, random) });
  const sent = async (json: string): Promise<Notebook | null> =>
    fromAddress(`n=${toBase64url(await deflate(new TextEncoder().encode(json)))}`);
  const read: readonly (() => Notebook | null | Promise<Notebook | null>)[] = [
    async () => (form() ? sent(mutateTree(packed, random)) : fromAddress(await toAddress(changed()))),
    () => fromMarkdown(toMarkdown(changed())),
    () => fromJupyter(form() ? mutateTree(jupyter(whole), random) : jupyter(changed()))
  ];

  const store = createMemoryStore();
  const mine = createNotebook("Sent", [code("a", "mine = 1")]);
  await store.save(createHistory(mine), 1);
  const prototype = Object.getOwnPropertyNames(Object.prototype).sort().join();
  const runner = openNotebook(createNotebook("first"), kernel, { createWorker: formulasHere });
  let [ran, refused, failed, idle, slowest] = [0, 0, 0, 0, 0];
  for (let trial = 0; trial < 2000; trial++) {
    // Half of all are addresses.
    const at = trial % 2 === 0 ? 0 : 1 + (Math.floor(trial / 2) % 2);
    let found: Notebook | null;
    try {
      found = await read[at]();
    } catch (error) {
      refused++;
      expect((error as Error).name, String(error)).toBe("NotebookError");
      expect((error as Error).message.length).toBeGreaterThan(10);
      continue;
    }
    if (!found) continue;
    ran++;
    const opened = asCopy(found, [mine.name]);
    if (trial % 50 === 0) await store.save(createHistory(opened), 2);
    const started = performance.now();
    runner.show(opened);
    await runner.settled();
    slowest = Math.max(slowest, performance.now() - started);
    for (const { id, kind, source } of opened.cells) {
      if (kind === "text") continue;
      const { status, error } = runner.state(id);
      expect(["idle", "failed"], source).toContain(status);
      if (status === "idle") idle++;
      else {
        failed++;
        expect(error!.message.length, source).toBeGreaterThan(5);
        expect(error!.message, source).not.toMatch(/undefined|\[object|is not a function|Cannot read/);
      }
    }
  }
  runner.close();
  expect((await store.load(mine.name))?.present).toEqual(mine);
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(prototype);
  expect(ran).toBeGreaterThan(1500);
  expect(refused).toBeGreaterThan(100);
  expect(idle).toBeGreaterThan(5000);
  expect(failed).toBeGreaterThan(1000);
  expect(slowest).toBeLessThan(20_000);
}, 120_000);
