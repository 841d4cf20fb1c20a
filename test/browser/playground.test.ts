import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { initialMachine } from "../../src/rbm/model/initialMachine.js";
import { machineFromSafetensors, safetensorsOf } from "../../src/rbm/files/safetensors.js";
import { pointsFromNpy } from "../../src/rbm/files/npy.js";
import { createRandom } from "../../src/rbm/random.js";
import { openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { choose } from "./controls.js";
import { changes, leaves, look, patiently, saying, stillLook } from "./looks.js";
import { openPlayground, playgroundOn, realFaults } from "./playgroundPage.js";

/** Written by make_state_dicts.py, beside it. */
const courseFile = readFileSync("test/rbm/files/torch/course.pt");

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  page = await openPlayground(site);
});
afterAll(() => site.close());
afterEach(() => expect(realFaults(site)).toEqual([]));

const { run, ends, judged, nll, plane, slider, query, trainsAnew, downloadOf } = playgroundOn(() => page);
const status = () => run().locator(".run-status").textContent();
const sheet = () => page.locator(".drawing-sheet");
const drawnCount = async () =>
  Number(/^(\d+) points/.exec((await page.locator(".drawing-controls .run-status").textContent()) ?? "")?.[1] ?? 0);
const files = () => page.locator("details", { hasText: "Bring your own" });

describe("the data of the playground", () => {
  it("are chosen, drawn by another seed and in another number, and each is trained on", async () => {
    await saying(plane(), /500 data/);
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
    await saying(plane(), /120 data/);
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
    await expect.poll(() => look(fresh.locator("figure.chart").first()), patiently).toBe(await stillLook(nll()));
    expect(query(fresh)).toEqual(query());
    await fresh.context().close();
  });

  it("of a file are taken at any scale; a faulty line is named and nothing changes", async () => {
    await files().locator("summary").click();
    const box = files().locator("textarea");
    const use = () => files().getByRole("button", { name: "Use this" }).click();
    await box.fill("height,weight\n172,64.5\n181,eighty\n165,60");
    await judged();
    await leaves(nll(), use);
    expect(await files().locator(".error-box").first().textContent()).toMatch(/line 3, weight is "eighty"/);
    const random = createRandom(4);
    const rows = Array.from({ length: 80 }, () => [1000 + 50 * random.normal(), -3 + 0.01 * random.normal()]);
    await box.fill(rows.map((row) => row.join(",")).join("\n"));
    await trainsAnew(use);
    await saying(plane(), /x₁ from \d+ to 1\d{3}, x₂ from −3\.\d+ to −2\.9\d+\. 64 data/);
    await page.getByRole("region", { name: "The machine, judged" }).getByText("In the file’s units, add").waitFor();
    await judged();
    await leaves(nll(), () => files().getByLabel("Standardise the columns").uncheck());
    expect(
      await files()
        .getByText(/line 1, column 1 is [\d.]+, beyond the plane’s ±1\.6/)
        .isVisible()
    ).toBe(true);
    await files().getByLabel("Standardise the columns").check();
    await files().getByText("beyond the plane").waitFor({ state: "hidden" });
    const european = rows.map((row) => row.join("\t").replaceAll(".", ",")).join("\r\n");
    const bytes = [...Buffer.from(`\uFEFF${european}`, "utf16le")];
    // Dropped on the plane itself.
    await sheet().evaluate((element, given) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(given)], "unicode.txt"));
      element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, bytes);
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
    await saying(plane(), /x₁ from −1\.6 to 1\.6/);
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
    await judged();
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
    await judged();
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
    await judged();
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

describe("a figure of the page", () => {
  const saver = () => page.locator(".figure-saver");
  const settings = (text: string) => JSON.parse(text) as { figure: string; page: string; saved: string };

  it("has contours, or none, as the switch says", async () => {
    await changes(plane(), () => page.getByLabel("Contours", { exact: true }).click());
    await expect.poll(() => query().contours, patiently).toBe("no");
    await changes(plane(), () => page.getByLabel("Contours", { exact: true }).click());
    // The address follows a moment later; what is saved next has it in it.
    await expect.poll(() => query().contours, patiently).toBeUndefined();
  });

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
