import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Download, Locator, Page } from "playwright-core";
import { initialMachine } from "../../src/rbm/model/initialMachine.js";
import { machineFromSafetensors, safetensorsOf } from "../../src/rbm/files/safetensors.js";
import { pointsFromNpy } from "../../src/rbm/files/npy.js";
import { createRandom } from "../../src/rbm/random.js";
import { openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { choose, sliderOf } from "./controls.js";
import { rests } from "./drivePlayer.js";
import { changes, leaves, look, patiently, saying } from "./looks.js";

/** Written by make_state_dicts.py, beside it. */
const courseFile = readFileSync("test/rbm/files/torch/course.pt");

let site: Site;
let page: Page;
let plane: Locator;

beforeAll(async () => {
  site = await openSite();
  ({ page } = await site.open(
    "/playground?hidden=12&epochs=40&learn=no&sigma=0.1&optimizer=sgd&schedule=constant&rate=0.001&clipped=yes&batch=full"
  ));
  plane = page.locator("figure.plane").first();
  await page.locator(".run[data-state=done]").first().waitFor();
});
afterAll(() => site.close());
// A page that is left gives up the workers that it was starting.
const leftBehind = (fault: string) => /Worker\.\w+\.js net::ERR_ABORTED$/.test(fault);
afterEach(() => expect(site.faults.filter((fault) => !leftBehind(fault))).toEqual([]));

const run = (on = page) => on.locator(".run").first();
const ends = (end: string, on = page) => expect.poll(() => run(on).getAttribute("data-state"), patiently).toBe(end);
const status = () => run().locator(".run-status").textContent();
const slider = (label: string) => sliderOf(page, label);
const nll = () => page.locator("figure.chart").first();
const query = (on = page) => Object.fromEntries(new URL(on.url()).searchParams);
const sheet = () => page.locator(".drawing-sheet");
const drawnCount = async () =>
  Number(/^(\d+) points/.exec((await page.locator(".drawing-controls .run-status").textContent()) ?? "")?.[1] ?? 0);
const files = () => page.locator("details", { hasText: "Bring your own" });

async function trainsAnew(act: () => Promise<unknown>): Promise<void> {
  await changes(nll(), act);
  await ends("done");
}

async function downloadOf(name: string): Promise<Buffer> {
  const [download]: [Download, void] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click()
  ]);
  return readFileSync(await download.path());
}

describe("the data of the playground", () => {
  it("are chosen, drawn by another seed and in another number, and each is trained on", async () => {
    await saying(plane, /500 data/);
    await trainsAnew(() => page.getByLabel("Data", { exact: true }).selectOption("Ring"));
    // Radius and angle of the divergence; NLL less entropy is their sum, but for the 2000 fresh points' luck.
    const row = (name: string) => page.locator(".score-table tr", { hasText: name });
    const numberIn = async (name: string, cell: number) =>
      Number(/(-?[\d.]+) nats/.exec((await row(name).locator("td").nth(cell).textContent()) ?? "")?.[1]);
    await row("KL from the ring: angle").waitFor();
    const [radius, angle] = [
      await numberIn("KL from the ring: radius", 0),
      await numberIn("KL from the ring: angle", 0)
    ];
    const excess = (await numberIn("Exact NLL, fresh points", 0)) - (await numberIn("Exact NLL, fresh points", 1));
    expect(Math.abs(radius + angle - excess)).toBeLessThan(0.1 * Math.max(1, excess));
    await trainsAnew(() => page.getByLabel("Data", { exact: true }).selectOption("Pinwheel"));
    expect(await row("KL from the ring: angle").count()).toBe(0);
    await trainsAnew(() => slider("Points to train on").type("120"));
    await saying(plane, /120 data/);
    await trainsAnew(() => slider("Seed of the data").type("3"));
    expect(query()).toMatchObject({ points: "120", dataSeed: "3", hidden: "12", epochs: "40" });
  });

  it("are drawn by mouse and by keys, undone stroke by stroke, and kept in the address", async () => {
    await page.getByLabel("Data", { exact: true }).selectOption("Your own points");
    expect(await slider("Points to train on").root.isVisible()).toBe(false);
    await sheet().scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await sheet().boundingBox())!;
    await page.mouse.move(x + 0.3 * width, y + 0.5 * height);
    await page.mouse.down();
    await page.mouse.move(x + 0.7 * width, y + 0.5 * height, { steps: 8 });
    await page.mouse.up();
    const byMouse = await drawnCount();
    expect(byMouse).toBeGreaterThanOrEqual(6 * 9);
    await sheet().press("ArrowUp");
    await sheet().press("Shift+ArrowLeft");
    await sheet().press("Space");
    expect(await drawnCount()).toBe(byMouse + 6);
    await sheet().press("Control+z");
    expect(await drawnCount()).toBe(byMouse);
    await choose(page, "Eraser");
    await sheet().press("Space");
    await choose(page, "Brush");
    await sheet().press("Enter");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await drawnCount()).toBe(byMouse);
    await ends("done");
    await expect.poll(() => query().drawn?.length, patiently).toBe(4 * byMouse);
    await choose(page, "Spray");
  });

  it("come back from the address, own points and all, and train to the same machine", async () => {
    const address = new URL(page.url());
    const { page: fresh } = await site.open(address.pathname + address.search);
    await ends("done", fresh);
    await expect.poll(() => look(fresh.locator("figure.chart").first()), patiently).toBe(await look(nll()));
    expect(query(fresh)).toEqual(query());
    await fresh.context().close();
  });

  it("of a file are taken at any scale; a faulty line is named and nothing changes", async () => {
    await files().locator("summary").click();
    const box = files().locator("textarea");
    const use = () => files().getByRole("button", { name: "Use this" }).click();
    await box.fill("height,weight\n172,64.5\n181,eighty\n165,60");
    await leaves(nll(), use);
    expect(await files().locator(".error-box").first().textContent()).toMatch(/line 3, weight is "eighty"/);
    const random = createRandom(4);
    const rows = Array.from({ length: 80 }, () => [1000 + 50 * random.normal(), -3 + 0.01 * random.normal()]);
    await box.fill(rows.map((row) => row.join(",")).join("\n"));
    await trainsAnew(use);
    await saying(plane, /x₁ from \d+ to 1\d{3}, x₂ from −3\.\d+ to −2\.9\d+\. 64 data/);
    await page.getByRole("region", { name: "The machine, judged" }).getByText("In the file’s units, add").waitFor();
    await leaves(nll(), () => files().getByLabel("Standardise the columns").uncheck());
    expect(
      await files()
        .getByText(/line 1, column 1 is [\d.]+, beyond the plane’s ±1\.6/)
        .isVisible()
    ).toBe(true);
    await files().getByLabel("Standardise the columns").check();
    await files().getByText("beyond the plane").waitFor({ state: "hidden" });
    const european = rows.map((row) => row.join("\t").replaceAll(".", ",")).join("\r\n");
    await files()
      .getByLabel("Points from a file: a file")
      .setInputFiles({ name: "unicode.txt", mimeType: "", buffer: Buffer.from(`\uFEFF${european}`, "utf16le") });
    await files().getByText("Read from unicode.txt: 80 rows of 2 columns, with decimal commas.").waitFor();
    await ends("done");
    expect(await page.locator(".drawing-controls .run-status").textContent()).toContain("The address can't hold them");
  });

  it("go home: the draws and the machine of a standardised file are in the file's units, those of a law in the law's", async () => {
    const meanOf = (values: ArrayLike<number>, i: number) =>
      Array.from(values).reduce((sum, value, at) => sum + (at % 2 === i ? value : 0), 0) / (values.length / 2);
    const draws = pointsFromNpy(await downloadOf("Draws as NPY"));
    expect([draws.count, draws.n]).toEqual([500, 2]);
    expect(Math.abs(meanOf(draws.values, 0) - 1000)).toBeLessThan(100);
    expect(Math.abs(meanOf(draws.values, 1) + 3)).toBeLessThan(0.02);
    const machine = machineFromSafetensors(await downloadOf("Machine as safetensors"));
    expect(machine.m).toBe(12);
    expect(Math.exp(machine.logSigma2[0] / 2) / Math.exp(machine.logSigma2[1] / 2)).toBeGreaterThan(2000);
    const points = await downloadOf("Points as NPY");
    const { count, values } = pointsFromNpy(points);
    const written = (await downloadOf("Points as CSV")).toString().trim().split("\n").slice(1);
    expect(written).toHaveLength(count);
    expect(written.flatMap((line) => line.split(",").map(Number))).toEqual([...values]);
    await page
      .getByLabel("Points from a file: a file")
      .setInputFiles({ name: "points.npy", mimeType: "", buffer: points });
    await page.getByText(`Read from points.npy: ${count} rows of 2 columns.`).waitFor();
    await ends("done");
    await trainsAnew(() => page.getByLabel("Data", { exact: true }).selectOption("Moons"));
    await saying(plane, /x₁ from −1\.6 to 1\.6/);
    const lines = (await downloadOf("Draws as CSV")).toString().trim().split("\n");
    expect(lines[0]).toBe("x1,x2");
    expect(lines.length).toBe(501);
    for (const line of lines.slice(1))
      for (const value of line.split(",")) expect(Math.abs(Number(value))).toBeLessThan(5);
    const again = machineFromSafetensors(await downloadOf("Machine as safetensors"));
    expect(Math.exp(again.logSigma2[0] / 2)).toBeCloseTo(0.1, 5);
  });
});

describe("the recipe of the playground", () => {
  it("changed gives another machine; out of range it is refused beside its box and nothing is trained", async () => {
    await trainsAnew(() => slider("Hidden units").type("9"));
    // Mixtures are fitted beside the runs, and the best so far is a line of the chart.
    await rests(nll(), 60);
    await leaves(nll(), () => slider("Hidden units").box.fill("1001"));
    expect(await slider("Hidden units").fault.textContent()).toContain(
      "1001 is too large. It must be a whole number from 1 to 1000."
    );
    await slider("Hidden units").type("9");
    expect(machineFromSafetensors(await downloadOf("Machine as safetensors")).m).toBe(9);
  });

  it("goes on from the machine there is where it can, and starts again at the button", async () => {
    const score = async () =>
      Number(/([\d.]+) nats/.exec((await page.locator(".score-table tbody tr").nth(1).textContent()) ?? "")![1]);
    const first = await score();
    await choose(page, "Go on");
    await trainsAnew(() => slider("Learning rate").type("0.002"));
    const second = await score();
    expect(second).toBeLessThan(first);
    await trainsAnew(() => page.getByRole("button", { name: "Go on from this machine" }).click());
    expect(await score()).toBeLessThan(second);
    await trainsAnew(() => run().getByRole("button", { name: "Train anew" }).click());
    expect(await score()).toBeGreaterThan(second);
    await choose(page, "Wait");
    await leaves(nll(), () => slider("Learning rate").type("0.001"));
    await choose(page, "Train anew");
  });

  it("that fails says what to watch, and the address holds it", async () => {
    await page.getByRole("button", { name: "Wrong sign" }).click();
    await ends("done");
    await page.getByText("the loss falls, and the data become less probable").waitFor();
    await expect.poll(() => query(), patiently).toMatchObject({ wrong: "yes", hidden: "20", epochs: "60" });
    await page.getByRole("button", { name: "The lab’s recipe" }).click();
    await expect.poll(() => query().wrong, patiently).toBeUndefined();
    await page.getByRole("button", { name: "Too few units" }).click();
    await ends("done");
    await expect.poll(() => query(), patiently).toMatchObject({ hidden: "3", batch: "full" });
    await expect.poll(() => query().wrong, patiently).toBeUndefined();
    await expect.poll(status, patiently).toContain("300 epochs");
  });
});

describe("a machine's file", () => {
  const drop = (name: string, bytes: Uint8Array) =>
    page.getByLabel("A machine from a file").setInputFiles({ name, mimeType: "", buffer: Buffer.from(bytes) });

  beforeAll(() => files().evaluate((details: HTMLDetailsElement) => (details.open = true)));

  it("is shown and judged as it is, comes back bit for bit, and training goes on from it", async () => {
    await page.getByLabel("Data", { exact: true }).selectOption("Moons");
    await ends("done");
    const saved = await downloadOf("Machine as safetensors");
    const units = machineFromSafetensors(saved).m;
    await trainsAnew(() => slider("Hidden units").type(String(units + 3)));
    await changes(nll(), () => drop("mine.safetensors", saved));
    await page.getByText(`Read from mine.safetensors: ${units} hidden units.`).waitFor();
    await expect.poll(() => slider("Hidden units").value(), patiently).toBe(units);
    expect((await downloadOf("Machine as safetensors")).equals(saved)).toBe(true);
    await changes(nll(), () => page.getByRole("button", { name: "Go on from this machine" }).click());
    await ends("done");
  });

  it("of torch.save, as the course's notebook writes it, is shown and trained on", async () => {
    await drop("course.pt", courseFile);
    await page.getByText("Read from course.pt: 5 hidden units.").waitFor();
    await expect.poll(() => slider("Hidden units").value(), patiently).toBe(5);
    await changes(nll(), () => page.getByRole("button", { name: "Go on from this machine" }).click());
    await ends("done");
  });

  it("that is none, or of three visible units, is refused with a reason, and the page stays as it was", async () => {
    await expect
      .poll(
        () =>
          page
            .getByRole("region", { name: "The machine, judged" })
            .locator("tr", { hasText: "Coverage" })
            .textContent(),
        patiently
      )
      .toContain("%");
    const wide = initialMachine({ n: 3, m: 4, sigma: 1, random: createRandom(0) });
    for (const [bytes, reason] of [
      [safetensorsOf(wide), "three.safetensors: the machine has 3 visible units; the plane has 2"],
      [safetensorsOf(wide).slice(0, 40), "three.safetensors: the file is cut short"],
      [courseFile.subarray(0, 900), "the archive has no directory at its end"]
    ] as const) {
      await leaves(nll(), () => drop("three.safetensors", bytes));
      await files().getByText(reason).waitFor();
    }
  });
});

describe("the further settings of a recipe", () => {
  const more = () => page.locator(".recipe details");

  it("are shown where they have an effect, train another machine, and the other convention's W stands beside", async () => {
    await more().locator("summary").click();
    await page.getByRole("button", { name: "For any shape" }).click();
    await expect.poll(() => slider("Momentum").root.isVisible(), patiently).toBe(false);
    await trainsAnew(() => page.getByRole("button", { name: "The lab’s recipe" }).click());
    await trainsAnew(() => slider("Epochs").type("60"));
    await trainsAnew(() => slider("Momentum").type("0.5"));
    // Until a step is due, within the epochs, nothing changes.
    await choose(page, "Steps");
    await trainsAnew(() => slider("Epochs from step to step").type("20"));
    await trainsAnew(() => slider("Weight decay of W").type("0.2"));
    await expect.poll(() => slider("Persistent chains").root.isVisible(), patiently).toBe(false);
    await trainsAnew(() => choose(page, "The last draws"));
    await trainsAnew(() => slider("Persistent chains").type("50"));
    await expect.poll(() => slider("Temperatures").root.isVisible(), patiently).toBe(false);
    await trainsAnew(() => choose(page, "Tempered ones"));
    await trainsAnew(() => slider("Temperatures").type("3"));
    await trainsAnew(() => choose(page, "x W z"));
    await page.getByText("Divided by σ², row by row").waitFor();
    await expect
      .poll(query, patiently)
      .toMatchObject({ momentum: "0.5", schedule: "step", chains: "tempered", temperatures: "3", coupling: "none" });
    await more().locator("summary").click();
    await trainsAnew(() => page.getByRole("button", { name: "For any shape" }).click());
    await expect.poll(() => page.getByText("Divided by σ², row by row").isVisible(), patiently).toBe(false);
    await slider("Hidden units").type("12");
    await slider("Epochs").type("40");
    await ends("done");
  });
});

it("bad values in the address are named beside their controls, and the page works", async () => {
  const { page: bad } = await site.open(
    "/playground?data=mars&points=1e9&hidden=0&k=x&live=maybe&drawn=abc&wrong=2&epochs=20"
  );
  await ends("done", bad);
  for (const name of ["data=mars", "points=1e9", "hidden=0", "k=x", "live=maybe", "wrong=2"])
    await bad.getByText(`The address says ${name}; it must`).waitFor();
  await bad.getByLabel("Data", { exact: true }).selectOption("Your own points");
  await bad.getByText("The address says drawn=abc; it must be four letters for each").waitFor();
  await bad.context().close();
});

it(
  "15 mutated addresses give a page without faults, on which each value is in force or named, and a run is trained",
  { timeout: 150_000 },
  async () => {
    const random = createRandom(10, "mutated addresses");
    const asked: Record<string, string> = {
      ...{ data: "pinwheel", points: "200", hidden: "8", k: "2", epochs: "20", rate: "0.01", optimizer: "adam" },
      ...{ contours: "no", gridAcross: "rate:0.01,0.02", gridDown: "hidden:3,5", gridShows: "cd", live: "on" }
    };
    const odd = ["NaN", "1e309", "-1", "9".repeat(200), "__proto__", "", "%zz", "%E0%A4%A", "rate:0.1:0.2", "&k=3&k=4"];
    const below = (count: number) => Math.floor(random.uniform() * count);
    const { page: mutant } = await site.open("/playground?epochs=20&hidden=8");
    await ends("done", mutant);
    for (let k = 0; k < 15; k++) {
      const name = Object.keys(asked)[below(Object.keys(asked).length)];
      const letters = Array.from(asked[name]);
      letters.splice(below(letters.length + 1), below(2), "-9e.x &%∞"[below(9)]);
      const pairs = Object.entries(asked).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
      // A letter that is wrong, a value of another kind, or a name that is there twice.
      if (k % 3 === 0) pairs.push(`${name}=${odd[below(odd.length)]}`);
      else if (k % 3 === 1) pairs.unshift(`${odd[below(odd.length)]}=${name}`, `${name}=${odd[below(odd.length)]}`);
      else pairs[Object.keys(asked).indexOf(name)] = `${name}=${encodeURIComponent(letters.join(""))}`;
      const query = `?${pairs.join("&")}`;
      await mutant.goto(`${site.origin}/playground${query}`);
      await ends("done", mutant);
      const twice = new Set(new URLSearchParams(query).getAll(name)).size > 1;
      const faults = await mutant.locator(".error-text").allTextContents();
      if (twice) expect(faults.join()).toContain(`The address says ${name}=`);
      for (const fault of faults) expect(fault).toMatch(/^The address says (\w+)=.*; it must /s);
      await saying(mutant.locator("figure.plane").first(), /data.*500 draws/);
    }
    await mutant.context().close();
  }
);

describe("the race of the samplers", () => {
  const table = () => page.getByRole("region", { name: "The samplers, raced" });
  const race = () => page.locator(".run", { has: page.getByRole("button", { name: "Race the samplers" }) });

  it("gives each of five samplers its rates, its R̂ and its turns, and says what tempering gained", async () => {
    await race().getByRole("button", { name: "Race the samplers" }).click();
    await expect.poll(() => race().getAttribute("data-state"), patiently).toBe("done");
    const rows = await table()
      .locator("tbody tr")
      .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? "")));
    expect(rows.map(([name]) => name)).toEqual([
      "Block Gibbs",
      "Parallel tempering",
      "Trajectory tempering",
      "Gibbs–Langevin, corrected",
      "Gibbs–Langevin, biased"
    ]);
    for (const row of rows) {
      for (const cell of row.slice(1, 5)) expect(Number(cell)).toBeGreaterThan(0);
      expect(Number(row[5])).toBeGreaterThan(0.99);
      expect(Number(row[6])).toBeGreaterThanOrEqual(0);
    }
    const said = await page.getByText("times as fast a second as block Gibbs").textContent();
    const gain = Number(/cos θ ([\d.]+) times/.exec(said ?? "")?.[1]);
    const [gibbs, ...tempered] = rows.slice(0, 3).map((row) => Number(row[2]));
    expect(Math.abs(gain - Math.max(...tempered) / gibbs)).toBeLessThan(0.06 + gain / gibbs);
  });

  it("shows a chain of each sampler step by step: θ against hidden units drawn, or r against time", async () => {
    const traces = page.getByRole("img", { name: "Traces of the samplers" });
    const said = () => traces.getAttribute("aria-label");
    expect(await said()).toMatch(/θ, radians, over \d+ Gibbs steps’ cost\. Block Gibbs: \d+ steps, from −3\.1/);
    expect(await traces.locator("path.trace-dots").count()).toBe(5);
    await page.getByLabel("r", { exact: true }).check();
    await page.getByLabel("Time", { exact: true }).check();
    expect(await said()).toMatch(/r, in the units of x, over [\d.]+ ms\. Block Gibbs: \d+ steps, from \d/);
  });

  it("stops when it is cancelled", async () => {
    await race().getByRole("button", { name: "Race the samplers" }).click();
    await race().getByRole("button", { name: "Cancel" }).click();
    expect(await race().getAttribute("data-state")).toBe("cancelled");
  });
});

describe("log Z between two estimates", () => {
  it("is bracketed more and more closely, and the last estimates, each way and together, err by no more than four of their standard errors", async () => {
    const bracketing = page.locator(".run", { has: page.getByRole("button", { name: "Estimate log Z" }) });
    await bracketing.getByRole("button", { name: "Estimate log Z" }).click();
    await expect.poll(() => bracketing.getAttribute("data-state"), patiently).toBe("done");
    const said = (await page.getByText("temperatures and 1600 chains").textContent())!.replaceAll("−", "-");
    const [forward, , reverse, , together] = said.match(/-?[\d.]+(?:e-\d+)?(?= nats)|\([^)]*?[\d.]+\)/g)!;
    const errors = Array.from(said.matchAll(/\((?:standard error )?([\d.]+)\)/g), ([, value]) => Number(value));
    expect(errors).toHaveLength(3);
    expect(errors[2]).toBeLessThanOrEqual(Math.min(errors[0], errors[1]));
    for (const [error, standardError] of [
      [Number(forward), errors[0]],
      [Number(reverse), errors[1]],
      [Number(together), errors[2]]
    ])
      expect(Math.abs(error)).toBeLessThan(4 * standardError + 1e-4);
    const rows = await page
      .getByRole("region", { name: "log Z, bracketed" })
      .locator("tbody tr")
      .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? "")));
    expect(rows.map(([temperatures]) => Number(temperatures))).toEqual([5, 10, 20, 40, 80, 160]);
    const widths = rows.map((row) => Number(/± ([\d.]+)/.exec(row[2])![1]));
    expect(widths[5]).toBeLessThan(widths[0] / 8);
  });
});

describe("a run that is kept", () => {
  const runs = () => page.getByRole("region", { name: "Runs kept" });

  it("stays in the chart, in its own plane and in a table, beside the next one; both go out as CSV; its recipe is opened", async () => {
    await page.getByRole("button", { name: "For any shape" }).click();
    await slider("Hidden units").type("12");
    await ends("done");
    await changes(nll(), () => page.getByRole("button", { name: "Keep this run" }).click());
    await nll().getByText("the run kept").waitFor();
    await saying(page.locator(".kept-runs figure.plane"), /500 draws/);
    await trainsAnew(() => slider("Hidden units").type("3"));
    await page.getByRole("button", { name: "Keep this run" }).click();
    const rows = await runs().locator("tbody th").allTextContents();
    expect([...rows].sort()).toEqual(["hidden 12", "hidden 3"]);
    const [head, ...lines] = (await downloadOf("Runs as CSV")).toString().trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(head).toMatch(/^data,.*nll_test/);
    const columnHead = (name: string) => runs().getByRole("columnheader", { name });
    const sorting = () => columnHead("NLL, fresh points").getAttribute("aria-sort");
    expect(await sorting()).toBe("ascending");
    await columnHead("What is its own").getByRole("button").press("Enter");
    expect(await runs().locator("tbody th").allTextContents()).toEqual(["hidden 3", "hidden 12"]);
    await columnHead("What is its own").getByRole("button").press("Enter");
    expect(await runs().locator("tbody th").allTextContents()).toEqual(["hidden 12", "hidden 3"]);
    expect([await columnHead("What is its own").getAttribute("aria-sort"), await sorting()]).toEqual([
      "descending",
      null
    ]);
    await changes(plane, () => runs().getByRole("button", { name: "Open: hidden 12" }).click());
    await ends("done");
    expect(await slider("Hidden units").value()).toBe(12);
    await page.getByRole("button", { name: "Drop them all" }).click();
    expect(await runs().isVisible()).toBe(false);
  });

  it("has contours, or none, as the switch says", async () => {
    await changes(plane, () => page.getByLabel("Contours", { exact: true }).click());
    await expect.poll(() => query().contours, patiently).toBe("no");
    await changes(plane, () => page.getByLabel("Contours", { exact: true }).click());
    // The address follows a moment later; what is saved next has it in it.
    await expect.poll(() => query().contours, patiently).toBeUndefined();
  });
});

describe("a grid of runs", () => {
  const grid = () => page.locator(".grid-of-runs");
  const state = () => grid().locator(".run").getAttribute("data-state");
  const table = () => grid().getByRole("region", { name: "The grid of runs" });
  const map = () => grid().getByRole("img");

  it("is run in the background, and its map and its table hold the same values; each opens its run, which has that score", async () => {
    await grid().getByLabel("Its values, across").fill("0.001, 0.02");
    await grid().getByLabel("Its values, down").fill("3, ten");
    await grid().getByText("“ten” is not a finite number").waitFor();
    await grid().getByLabel("Its values, down").fill("3, 12");
    await grid().getByRole("button", { name: "Run the grid" }).click();
    await expect.poll(() => state(), patiently).toBe("done");
    const values = await table().getByRole("button").allTextContents();
    expect(values).toHaveLength(4);
    for (const value of values) expect(await map().getAttribute("aria-label")).toContain(value);
    await map().locator(".heat-cell").nth(3).click();
    await ends("done");
    expect(query()).toMatchObject({ hidden: "12" });
    await expect
      .poll(() => page.locator(".score-table tbody tr").first().textContent(), patiently)
      .toContain(`${values[3]} nats`);
    await trainsAnew(() => table().getByRole("button").first().press("Enter"));
    expect(await slider("Hidden units").value()).toBe(3);
    await expect
      .poll(() => page.locator(".score-table tbody tr").first().textContent(), patiently)
      .toContain(`${values[0]} nats`);
    expect((await downloadOf("Grid as CSV")).toString().trim().split("\n")).toHaveLength(5);
  });

  it("is stopped, kept, and goes on after a reload; left at work, it goes on by itself", async () => {
    await slider("Epochs").type("2000");
    await ends("done");
    // Each takes a second or more: there is time to stop before the last.
    await grid().getByLabel("Its values, down").fill("60, 80");
    await grid().getByRole("button", { name: "Run the grid" }).click();
    await expect.poll(() => grid().locator(".run-status").first().textContent(), patiently).toMatch(/^[1-3] of 4 runs/);
    await grid().getByRole("button", { name: "Cancel" }).click();
    const onwards = grid().getByRole("button", { name: "Go on with the grid" });
    await onwards.waitFor();
    const known = await table().getByRole("button").allTextContents();
    await page.reload();
    await ends("done");
    await onwards.waitFor();
    expect(await table().getByRole("button").allTextContents()).toEqual(known);
    await onwards.click();
    await expect.poll(() => table().getByRole("button").count(), patiently).toBeGreaterThan(known.length);
    await page.reload();
    await expect.poll(() => table().getByRole("button").count(), patiently).toBe(4);
    const values = await table().getByRole("button").allTextContents();
    expect(values.slice(0, known.length)).toEqual(known);
  });
});

describe("a figure of the page", () => {
  const saver = () => page.locator(".figure-saver");
  const settings = (text: string) => JSON.parse(text) as { figure: string; page: string; saved: string };

  it("is saved as SVG and as PNG, its address and what it showed in the file", async () => {
    await saver().locator("summary").click();
    const names = () => saver().locator("option").allTextContents();
    await expect.poll(names, patiently).toContain("Exact negative log-likelihood");
    await saver().getByLabel("Figure", { exact: true }).selectOption("Data, draws and density");
    const svg = (await downloadOf("Save as SVG")).toString();
    const parts = await page.evaluate((text) => {
      const picture = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      const words = (tag: string) => Array.from(picture.querySelectorAll(tag), (part) => part.textContent ?? "");
      return { root: picture.tagName, metadata: words("metadata"), text: words("text"), images: words("image").length };
    }, svg);
    expect(parts.root).toBe("svg");
    expect(settings(parts.metadata[0])).toMatchObject({
      page: page.url(),
      figure: expect.stringContaining("500 draws")
    });
    expect(parts.text).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+ data$/), "500 draws"]));
    expect(parts.images).toBe(4);
    const png = await downloadOf("Save as PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const at = png.indexOf("iTXtDescription");
    const chunk = png.subarray(at + 20, at + png.readUInt32BE(at - 4) + 4).toString();
    expect(settings(chunk)).toMatchObject({ page: page.url() });
  });
});
