import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Locator, Page } from "playwright-core";
import { openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { choose, playerStops, sliderOf, sliderStops, tabStops } from "./controls.js";
import { drivePlayer } from "./drivePlayer.js";
import { changes, described, drawn, frames, leaves, look, patiently, saying, stillLook } from "./looks.js";

let site: Site;
let page: Page;
/** The exact density of the small machine. */
let map: Locator;
/** p(x | z) for the switches that are set. */
let conditional: Locator;

beforeAll(async () => {
  site = await openSite();
  ({ page } = await site.open("/model"));
  map = page.locator("figure.plane").first();
  conditional = page.locator("figure.plane").nth(1);
  await page.locator(".math-cell").nth(2).locator(".math-value").first().waitFor();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

const handle = (name: string) => map.getByRole("slider", { name });
const place = (name: string) => handle(name).getAttribute("aria-valuetext");
const cell = (name: string) => page.locator(`.math-cell[aria-label="${name}"]`);
const entry = (name: string, label: string) => cell(name).getByLabel(label, { exact: true });
const valuesIn = (name: string) => cell(name).locator(".math-value").allTextContents();
/** c(x) by the sum over all settings, and by the formula. */
const bothWays = async () => {
  const quantities = page.locator(".enumeration .quantity");
  return [await quantities.nth(0).textContent(), await quantities.nth(1).textContent()];
};
/** Acts, and waits for another c(x); both ways to it must agree. */
async function movesC(act: () => Promise<unknown>): Promise<void> {
  const before = await bothWays();
  await act();
  await expect.poll(bothWays, patiently).not.toEqual(before);
  const [summed, formula] = await bothWays();
  expect(summed).toBe(formula);
  const shown = async () => Number((await valuesIn("c(x)"))[0].replace("−", "-"));
  await expect
    .poll(async () => Math.abs((await shown()) - Number(formula!.replace("−", "-"))), patiently)
    .toBeLessThan(1e-4);
}

async function dragBy(knob: Locator, dx: number, dy: number): Promise<void> {
  await knob.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await knob.locator(".handle-knob").boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + dx, y + height / 2 + dy, { steps: 4 });
  await page.mouse.up();
}

describe("the model's controls", () => {
  it("are reached by Tab in the order they are read", async () => {
    const handles = ["b, where all switches are off", "Column 1 of W, from b", "Column 2 of W, from b"];
    const matrix = (name: string, rows: number, columns: number) =>
      Array.from(
        { length: rows * columns },
        (_, i) => `${name}, row ${Math.floor(i / columns) + 1}, column ${(i % columns) + 1}`
      );
    // The page's training comes once it is seen.
    await page.getByRole("heading", { name: "The trap of the sign" }).scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Train" }).waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    const stops = await tabStops(page);
    const controls = stops.filter((stop) => !/[=∝]/.test(stop));
    expect(controls).toEqual([
      "A mixture with a hundred switches",
      "The energy",
      "The exact density of a small machine",
      ...[...handles, "Column 3 of W, from b", "The point x"],
      ...["d₁", "d₂", "d₃", "σ₁", "σ₂"].flatMap(sliderStops),
      "Summing the switches out",
      ...["Back", "Step through", "c(x)"],
      ...[matrix("x", 1, 2), matrix("b", 1, 2), matrix("sigma2", 1, 2), matrix("W", 2, 3), matrix("d", 1, 3)].flat(),
      "The same machine in other books",
      "Given the point, the switches",
      ...["Back", "Step through", "p(z | x)"],
      ...[matrix("x", 1, 2), matrix("sigma2", 1, 2), matrix("W", 2, 3), matrix("d", 1, 3)].flat(),
      "Given the switches, the point",
      ...["Back", "Step through", "p(x | z)", "z1", "z2", "z3", "Mean of p(x | z)"],
      ...[matrix("z", 1, 3), matrix("b", 1, 2), matrix("W", 2, 3)].flat(),
      "A mixture in disguise",
      "Try yourself",
      "The trap of the sign",
      "Data, draws and density at one epoch",
      ...playerStops("Once", "snapshot"),
      "the log-partition c(x)",
      expect.stringMatching(/Train|Cancel/),
      ...["Exact negative log-likelihood", "CD loss", "Gradient norm"],
      "Sources"
    ]);
  });
});

describe("the small machine", () => {
  it("follows every d and σ, by keys and by typing", async () => {
    for (const label of ["d₁", "d₂", "d₃"]) {
      await changes(map, () => movesC(() => sliderOf(page, label).press("PageUp")));
      await changes(map, () => movesC(() => sliderOf(page, label).type("−1.5")));
      expect(await sliderOf(page, label).value()).toBe(-1.5);
    }
    for (const label of ["σ₁", "σ₂"]) {
      await changes(map, () => movesC(() => sliderOf(page, label).press("ArrowRight")));
      await changes(map, () => movesC(() => sliderOf(page, label).type("0.5")));
    }
  });

  it("shows the last of many quick values", async () => {
    const slider = sliderOf(page, "d₁");
    await slider.drag(0.9);
    await slider.drag(0.2);
    await slider.press("ArrowRight", "ArrowRight", "ArrowRight");
    await frames(map, 3);
    const { page: fresh } = await site.open(new URL(page.url()).pathname + new URL(page.url()).search);
    await expect.poll(() => look(fresh.locator("figure.plane").first()), patiently).toBe(await stillLook(map));
    await fresh.context().close();
  });

  it("names a number out of range beside its box, and stays as it was", async () => {
    for (const [label, typed, fault] of [
      ["d₁", "9", "9 is too large. It must be a number from −8 to 8."],
      ["d₂", "much", "“much” is not a finite number."],
      ["σ₁", "0", "0 is too small. It must be a number from 0.1 to 1."]
    ]) {
      const slider = sliderOf(page, label);
      const before = await slider.box.inputValue();
      await leaves(map, () => slider.box.fill(typed));
      expect(await slider.fault.textContent()).toContain(fault);
      await slider.type(before);
      expect(await slider.fault.textContent()).toBe("");
    }
  });

  it("follows b and each column of W, dragged or moved by arrow keys, and both ways to c(x) agree", async () => {
    for (const name of ["b, where", "Column 1", "Column 2", "Column 3"]) {
      await changes(map, () => movesC(() => dragBy(handle(name), 30, -24)));
      const before = await place(name);
      await changes(map, () => movesC(() => handle(name).press("ArrowLeft")));
      expect(await place(name)).not.toBe(before);
      await changes(map, () => handle(name).press("Shift+ArrowDown"));
    }
  });

  it("carries the columns along with b", async () => {
    const columns = () => Promise.all(["Column 1", "Column 2", "Column 3"].map(place));
    const before = await columns();
    await handle("b, where").press("Shift+ArrowUp");
    for (const [j, after] of (await columns()).entries()) expect(after).not.toBe(before[j]);
    await handle("b, where").press("Shift+ArrowDown");
    expect(await columns()).toEqual(before);
  });

  it("keeps its density while the point x moves, and c(x) follows the point", async () => {
    await leaves(map, () => movesC(() => dragBy(handle("The point x"), -40, 30)));
    await leaves(map, () => movesC(() => handle("The point x").press("ArrowUp")));
    await leaves(map, () => movesC(() => handle("The point x").press("Shift+ArrowRight")));
  });
});

describe("a formula over numbers", () => {
  const shownAs: Record<string, string> = { x: "0.7", b: "−0.5", sigma2: "0.2", W: "0.9", d: "0.4" };
  const names = { "c(x)": ["x", "b", "sigma2", "W", "d"], "p(z | x)": ["x", "sigma2", "W", "d"] };

  it.each(Object.entries(names))(
    "%s follows what is typed for each variable, and so does the map",
    async (name, of) => {
      for (const variable of of) {
        const box = entry(name, `${variable}, row 1, column 1`);
        const before = await valuesIn(name);
        const mapBefore = await stillLook(map);
        await box.fill((await box.inputValue()) === shownAs[variable] ? "0.3" : shownAs[variable]);
        await expect.poll(() => valuesIn(name), patiently).not.toEqual(before);
        if (variable !== "x") await expect.poll(() => look(map), patiently).not.toBe(mapBefore);
        await box.blur();
      }
      await entry(name, "x, row 1, column 2").fill("0.1");
      await expect.poll(() => place("The point x"), patiently).toContain("0.10)");
    }
  );

  it("gives each of the switches a probability between 0 and 1", async () => {
    const values = (await valuesIn("p(z | x)")).map(Number);
    expect(values).toHaveLength(3);
    for (const value of values) expect(value >= 0 && value <= 1).toBe(true);
  });

  it("names an entry that is no number, or out of range, and keeps its value", async () => {
    for (const [label, typed, fault] of [
      ["W, row 2, column 3", "two", "“two” is not a finite number."],
      ["sigma2, row 1, column 2", "0", "0 is too small."],
      ["d, row 1, column 1", "80", "80 is too large."]
    ]) {
      const before = await valuesIn("c(x)");
      const kept = await entry("c(x)", label).inputValue();
      await leaves(map, () => entry("c(x)", label).fill(typed));
      const matrix = cell("c(x)").locator(".matrix", { has: page.getByLabel(label, { exact: true }) });
      expect(await matrix.locator(".fault").textContent()).toContain(fault);
      expect(await valuesIn("c(x)")).toEqual(before);
      await entry("c(x)", label).fill(kept);
      await entry("c(x)", label).blur();
      expect(await matrix.locator(".fault").textContent()).toBe("");
    }
  });
});

describe("the derivations", () => {
  it.each([
    ["c(x), line by line", 5],
    ["p(z | x), line by line", 3],
    ["p(x | z), line by line", 3]
  ])("of %s are stepped through, back, and shown whole again", async (label, lines) => {
    const derivation = page.locator(`.derivation[aria-label="${label}"]`);
    const press = (name: string) => derivation.getByRole("button", { name }).click();
    const seen = () => derivation.getByRole("listitem").count();
    expect(await seen()).toBe(lines);
    await press("Step through");
    expect(await seen()).toBe(1);
    await press("Next line");
    expect(await seen()).toBe(2);
    expect(await derivation.getByRole("status").textContent()).toBe(`line 2 of ${lines}`);
    await press("Back");
    expect(await seen()).toBe(1);
    await press("Show all");
    expect(await seen()).toBe(lines);
    await derivation.getByRole("button", { name: "Step through" }).press("Home");
    expect(await seen()).toBe(1);
    await derivation.getByRole("button", { name: "Next line" }).press("ArrowRight");
    expect(await seen()).toBe(2);
    await derivation.getByRole("button", { name: "Next line" }).press("End");
    expect(await seen()).toBe(lines);
  });
});

describe("the switches", () => {
  it("move the Gaussian of p(x | z) and its mean, each of them", async () => {
    for (const j of [1, 2, 3]) {
      const before = await valuesIn("Mean of p(x | z)");
      await changes(conditional, () => page.getByRole("switch", { name: `z${j}` }).click());
      await expect.poll(() => valuesIn("Mean of p(x | z)"), patiently).not.toEqual(before);
    }
    await changes(conditional, () => page.getByRole("switch", { name: "z1" }).press("Space"));
  });

  it("all off leave the mean at b", async () => {
    for (const each of await page.getByRole("switch").all()) await each.setChecked(false);
    const b = await Promise.all([1, 2].map((i) => entry("Mean of p(x | z)", `b, row 1, column ${i}`).inputValue()));
    await expect
      .poll(async () => (await valuesIn("Mean of p(x | z)")).map((text) => Number(text.replace("−", "-"))), patiently)
      .toEqual(b.map((text) => Number(Number(text.replace("−", "-")).toFixed(4))));
  });

  it("follow what is typed in the cell, whose b and W move the Gaussian and the map", async () => {
    await changes(conditional, () => entry("Mean of p(x | z)", "z, row 1, column 2").fill("1"));
    expect(await page.getByRole("switch", { name: "z2" }).isChecked()).toBe(true);
    const mapBefore = await stillLook(map);
    await changes(conditional, () => entry("Mean of p(x | z)", "b, row 1, column 1").fill("0.25"));
    await expect.poll(() => look(map), patiently).not.toBe(mapBefore);
    await changes(conditional, () => entry("Mean of p(x | z)", "W, row 2, column 2").fill("−0.75"));
  });

  it("widen with σ and not with z", async () => {
    await changes(conditional, () => sliderOf(page, "σ₁").type("0.25"));
    await saying(conditional, /A mixture of 1 Gaussian,/);
  });
});

describe("the trap of the sign", () => {
  const trap = () => page.locator(".training-lab");
  const plane = () => trap().locator("figure.plane");
  const state = () => trap().locator(".run").getAttribute("data-state");
  const ends = (end: string) => expect.poll(state, patiently).toBe(end);
  const score = async () => Number(/: ([\d.]+) nats/.exec((await trap().locator(".score").textContent())!)?.[1]);

  it("trains the machine away from the ring where c(x) is returned, and to it where F(x) is", async () => {
    await plane().scrollIntoViewIfNeeded();
    await ends("done");
    await expect.poll(score, patiently).toBeGreaterThan(10);
    await changes(plane(), () => choose(trap(), "the free energy F(x)"));
    await ends("done");
    await expect.poll(score, patiently).toBeLessThan(1.3);
    await saying(plane(), /500 draws, as diamonds, [89]\d % of them/);
    await changes(plane(), () => choose(trap(), "the log-partition c(x)"));
    await ends("done");
    await expect.poll(score, patiently).toBeGreaterThan(10);
    await choose(trap(), "the free energy F(x)");
    await ends("done");
  });

  it("trains again on request", async () => {
    const nll = trap().locator("figure.chart").first();
    const before = await stillLook(nll);
    await trap().getByRole("button", { name: "Train" }).click();
    await ends("done");
    await expect.poll(() => look(nll), patiently).toBe(before);
  });

  it("is looked back on with its player", () => drivePlayer(trap().locator(".player"), plane(), "snapshot"));

  it("is looked back on from each of its charts", async () => {
    for (const chart of await trap().locator("figure.chart").all()) {
      const playhead = chart.locator(".chart-playhead");
      await playhead.press("End");
      await expect.poll(() => trap().locator(".score").textContent(), patiently).toContain("Epoch 300 of 300");
      await changes(plane(), () => playhead.press("Home"));
      expect(await trap().locator(".score").textContent()).toContain("Epoch 0 of 300");
    }
  });
});

describe("on a phone, the small machine", () => {
  it("follows a finger that drags its handles", async () => {
    const { page: small } = await site.open("/model", phone);
    const figure = small.locator("figure.plane").first();
    await saying(figure, /The density as a map/);
    await drawn(figure);
    const knob = figure.getByRole("slider", { name: "Column 2" }).locator(".handle-knob");
    await knob.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await knob.boundingBox())!;
    const touch = await small.context().newCDPSession(small);
    const at = (dx: number, dy: number) => [{ x: x + width / 2 + dx, y: y + height / 2 + dy }];
    await changes(figure, async () => {
      await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0, 0) });
      for (const step of [10, 20, 30])
        await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(step, step) });
      await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    });
    const moved = (await knob.boundingBox())!;
    expect(Math.abs(moved.x - x - 30)).toBeLessThan(3);
    expect(Math.abs(moved.y - y - 30)).toBeLessThan(3);
    expect(await described(figure)).toContain("The density as a map");
    await small.context().close();
  });
});
