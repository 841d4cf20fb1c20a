import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Locator, Page } from "playwright-core";
import { openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { choose, playerStops, sliderOf, sliderStops, tabStops } from "./controls.js";
import { drivePlayer, rests } from "./drivePlayer.js";
import { changes, leaves, look, patiently, percentOnRing, saying, stillLook } from "./looks.js";

let site: Site;
let page: Page;
let plane: Locator;
let charts: Record<"nll" | "loss" | "norm", Locator>;

beforeAll(async () => {
  site = await openSite();
  ({ page } = await site.open("/training"));
  plane = page.locator("figure.plane");
  const [nll, loss, norm] = [0, 1, 2].map((i) => page.locator("figure.chart").nth(i));
  charts = { nll, loss, norm };
  await page.getByText("Epoch 300 of 300").waitFor();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

const slider = (label: string) => sliderOf(page, label);
const run = () => page.locator(".run");
const state = () => run().getAttribute("data-state");
const ends = (end: string) => expect.poll(state, patiently).toBe(end);
const status = async () => (await run().locator(".run-status").textContent()) ?? "";
const score = async (on = page) =>
  Number(/: ([\d.]+) nats/.exec((await on.locator(".score").textContent()) ?? "")?.[1] ?? NaN);
const preset = (name: string) => page.getByRole("group", { name: "Recipes" }).getByRole("button", { name });

/** Acts, and waits for the run that follows to end; the charts must look different by then. */
async function trainsAnew(act: () => Promise<unknown>): Promise<void> {
  const before = await Promise.all(Object.values(charts).map(look));
  await act();
  await expect.poll(() => Promise.all(Object.values(charts).map(look)), patiently).not.toEqual(before);
  await ends("done");
}

/** A short run, so that many of them can be tried. */
async function shortly(): Promise<void> {
  await preset("The lab’s recipe").click();
  await slider("Hidden units").type("12");
  await slider("Epochs").type("40");
  await ends("done");
  await expect.poll(status, patiently).toContain("40 epochs");
}

describe("the training page", () => {
  it("shows the lab's machine, trained when the site was built, before anything is asked of it", async () => {
    expect(await state()).toBe("idle");
    await saying(plane, /500 draws.*The density as a map/);
    expect(await percentOnRing(plane)).toBeGreaterThanOrEqual(80);
    expect(await score()).toBeGreaterThan(0.944);
    expect(await score()).toBeLessThan(1.3);
  });

  it("is walked through with Tab in the order it is seen", async () => {
    const before = [
      "Learning by going a little way",
      "Data, draws and density at one epoch",
      ...playerStops("Once", "snapshot"),
      ...["The lab’s recipe", "CD-10", "Adam, 1000 epochs", "Exact likelihood"],
      "CD-k",
      ...["Hidden units", "Gibbs steps, k", "Epochs", "Learning rate", "Seed"].flatMap(sliderStops),
      "More settings"
    ];
    const more = [
      ...["SGD", "Constant", "Batch size", "Clip the gradient", ...sliderStops("Greatest norm")],
      ...[...sliderStops("Standard deviation, σ"), "Learn the variance too"]
    ];
    const after = [
      "Train anew while a control moves",
      "Train",
      ...["Exact negative log-likelihood", "CD loss", "Gradient norm"],
      "Bring your own, take it with you"
    ];
    const controls = async () => (await tabStops(page)).slice(0, before.length + more.length + after.length);
    expect((await controls()).slice(0, before.length + after.length)).toEqual([...before, ...after]);
    await page.locator("summary", { hasText: "More settings" }).press("Enter");
    expect(await controls()).toEqual([...before, ...more, ...after]);
  });

  it("looks back at any epoch with its player", () => drivePlayer(page.locator(".player"), plane, "snapshot"));

  it("looks back at any epoch from each chart, by keys and by dragging, and all charts follow", async () => {
    for (const chart of Object.values(charts)) {
      const playhead = chart.locator(".chart-playhead");
      await playhead.press("End");
      await expect.poll(() => page.locator(".score").textContent(), patiently).toContain("Epoch 300 of 300");
      await changes(plane, () => playhead.press("Home"));
      expect(await page.locator(".score").textContent()).toContain("Epoch 0 of 300");
      await playhead.scrollIntoViewIfNeeded();
      const { x, y, width } = (await playhead.boundingBox())!;
      await changes(plane, async () => {
        await page.mouse.move(x + 0.2 * width, y + 30);
        await page.mouse.down();
        await page.mouse.move(x + 0.7 * width, y + 40, { steps: 4 });
        await page.mouse.up();
      });
      const at = await Promise.all(
        Object.values(charts).map((each) => each.locator(".chart-playhead").getAttribute("aria-valuenow"))
      );
      expect(new Set(at).size).toBe(1);
      expect(Math.abs(Number(at[0]) - 210)).toBeLessThan(20);
      await playhead.press("End");
    }
  });
});

describe("the recipe", () => {
  it("is set by each preset, trained, and scored: more steps, Adam and the exact gradient all do better", async () => {
    const labs = await score();
    for (const name of ["CD-10", "Adam, 1000 epochs", "Exact likelihood"]) {
      await trainsAnew(() => preset(name).click());
      await expect.poll(score, patiently).toBeLessThan(labs);
      expect(await score()).toBeGreaterThan(0.93);
    }
    expect(await slider("Gibbs steps, k").root.isVisible()).toBe(false);
    expect(await page.getByLabel("Batch size").isVisible()).toBe(false);
    expect(await slider("Greatest norm").root.isVisible()).toBe(false);
    await trainsAnew(() => preset("The lab’s recipe").click());
    expect(Math.abs((await score()) - labs)).toBeLessThan(0.15);
  });

  it("trains anew with every slider, by keys and by typing", async () => {
    await shortly();
    for (const [label, typed] of [
      ["Hidden units", "5"],
      ["Gibbs steps, k", "4"],
      ["Epochs", "25"],
      ["Learning rate", "0.02"],
      ["Seed", "31"],
      ["Greatest norm", "2.5"],
      ["Standard deviation, σ", "0.2"]
    ]) {
      await trainsAnew(() => slider(label).press("PageUp"));
      await trainsAnew(() => slider(label).type(typed));
      expect(await slider(label).value()).toBe(Number(typed));
    }
  });

  it("trains anew with every choice and switch", async () => {
    await shortly();
    await trainsAnew(() => choose(page, "Adam"));
    await trainsAnew(() => choose(page, "SGD"));
    await trainsAnew(() => choose(page, "Cosine decay"));
    await trainsAnew(() => choose(page, "Constant"));
    await trainsAnew(() => page.getByLabel("Batch size").selectOption({ label: "50" }));
    await trainsAnew(() => page.getByLabel("Batch size").selectOption({ label: "all the data" }));
    await trainsAnew(() => page.getByLabel("Learn the variance too").click());
    await trainsAnew(() => page.getByLabel("Learn the variance too").click());
    await trainsAnew(() => choose(page, "Exact"));
    await trainsAnew(() => choose(page, "CD-k"));
  });

  it("waits for the button where training anew is switched off, and gives the same run for the same settings", async () => {
    const live = page.getByLabel("Train anew while a control moves");
    const seed = String(await slider("Seed").value());
    await live.click();
    const before = await stillLook(charts.nll);
    await leaves(charts.nll, () => slider("Seed").type("77"));
    expect(await state()).toBe("done");
    await trainsAnew(() => run().getByRole("button", { name: "Train" }).click());
    await leaves(charts.nll, () => slider("Seed").type(seed));
    await run().getByRole("button", { name: "Train" }).click();
    await expect.poll(() => look(charts.nll), patiently).toBe(before);
    await ends("done");
    await live.click();
  });

  it("out of range is refused beside its box, and nothing is trained", async () => {
    for (const [label, typed, fault] of [
      ["Hidden units", "0", "0 is too small. It must be a whole number from 1 to 200."],
      ["Gibbs steps, k", "51", "51 is too large. It must be a whole number from 1 to 50."],
      ["Epochs", "2.5", "2.5 is not a whole number."],
      ["Learning rate", "0", "0 is too small. It must be a number from 1e−5 to 1."],
      ["Seed", "abc", "“abc” is not a finite number."],
      ["Greatest norm", "", "Nothing is given."],
      ["Standard deviation, σ", "0.6", "0.6 is too large. It must be a number from 0.03 to 0.5."]
    ]) {
      const before = String(await slider(label).value());
      const said = await status();
      await leaves(charts.nll, () => slider(label).box.fill(typed));
      expect(await slider(label).fault.textContent()).toContain(fault);
      expect([await state(), await status()]).toEqual(["done", said]);
      await slider(label).type(before);
      expect(await slider(label).fault.textContent()).toBe("");
    }
  });

  it("moved quickly many times ends with the run of its last value", async () => {
    const rate = slider("Learning rate");
    await rate.drag(0.7);
    await rate.drag(0.3);
    await rate.press("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight");
    await slider("Seed").press(...Array<string>(10).fill("ArrowRight"));
    await ends("done");
    await rests(plane);
    const address = new URL(page.url());
    const { page: fresh } = await site.open(address.pathname + address.search);
    await expect.poll(() => fresh.locator(".run").getAttribute("data-state"), patiently).toBe("done");
    for (const [index, chart] of Object.values(charts).entries())
      await expect.poll(() => look(fresh.locator("figure.chart").nth(index)), patiently).toBe(await stillLook(chart));
    await expect.poll(() => look(fresh.locator("figure.plane")), patiently).toBe(await stillLook(plane));
    await fresh.context().close();
  });
});

describe("a run", () => {
  it("that diverges stops, names the epoch, and leaves the last finite machine to be seen", async () => {
    await preset("The lab’s recipe").click();
    await page.getByLabel("Clip the gradient").setChecked(false);
    await slider("Learning rate").type("1");
    await ends("failed");
    const said = await run().locator(".error-box").textContent();
    expect(said).toMatch(/Training stopped at epoch \d+: .*Shown is the last finite machine/);
    const stopped = Number(/epoch (\d+)/.exec(said!)![1]);
    const shown = Number(/Epoch (\d+) of/.exec((await page.locator(".score").textContent())!)![1]);
    expect(shown).toBeLessThan(stopped);
    await saying(plane, /500 data/);
    expect(await plane.locator("[aria-label*='NaN']").count()).toBe(0);
    expect(await page.locator("path.series[d*='NaN']").count()).toBe(0);
    await page.getByLabel("Clip the gradient").setChecked(true);
    await preset("The lab’s recipe").click();
    await ends("done");
    expect(await run().locator(".error-box").textContent()).toBe("");
  });

  it("that is long says how far it is and stops when it is cancelled", async () => {
    await page.getByLabel("Train anew while a control moves").setChecked(false);
    await slider("Hidden units").type("200");
    await slider("Gibbs steps, k").type("50");
    await slider("Epochs").type("2000");
    await run().getByRole("button", { name: "Train" }).click();
    await expect.poll(status, patiently).toMatch(/^epoch \d+ of 2000$/);
    expect(
      await run()
        .locator("progress")
        .evaluate((bar: HTMLProgressElement) => bar.value)
    ).toBeLessThan(1);
    await run().getByRole("button", { name: "Cancel" }).click();
    expect([await state(), await status()]).toEqual(["cancelled", "Cancelled."]);
    const cancelled = await stillLook(charts.loss);
    await page.getByLabel("Train anew while a control moves").setChecked(true);
    // The workers are free again: a short run comes through at once.
    await trainsAnew(() => preset("The lab’s recipe").click());
    expect(await stillLook(charts.loss)).not.toBe(cancelled);
    expect(await status()).toContain("300 epochs");
  });

  it("is started and cancelled by keys alone, and the keyboard is never lost", async () => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await slider("Epochs").type("2000");
    await slider("Hidden units").type("200");
    await slider("Gibbs steps, k").type("50");
    await expect.poll(state, patiently).toBe("running");
    await run().getByRole("button", { name: "Cancel" }).press("Enter");
    await ends("cancelled");
    expect(await focused()).toBe("Train");
    await page.keyboard.press("Enter");
    await ends("running");
    expect(await focused()).toBe("Cancel");
    await page.keyboard.press("Enter");
    await ends("cancelled");
    expect(await focused()).toBe("Train");
    await preset("The lab’s recipe").click();
    await ends("done");
  });
});

describe("what the reader brings and takes away", () => {
  const paste = () => page.locator(".control", { hasText: "Train on your own points" });

  it("are points: a wrong line is named and nothing changes, right ones are trained on, and the ring comes back", async () => {
    await page.locator("summary", { hasText: "Bring your own" }).click();
    const ring = await stillLook(charts.nll);
    const use = () => paste().getByRole("button", { name: "Use this" }).click();
    await paste().locator("textarea").fill("0.5, 0.5\n0.5, x");
    await leaves(plane, use);
    expect(await paste().locator(".error-box").textContent()).toContain("line 2");
    await paste().locator("textarea").fill("0.5, 0.5\n-0.5, 0.5\n0, -0.7");
    await changes(plane, use);
    await ends("done");
    await saying(plane, /3 data, as circles.*500 draws/);
    await page.getByRole("button", { name: "Back to the ring" }).click();
    await ends("done");
    await saying(plane, /500 data, as circles/);
    await expect.poll(() => look(charts.nll), patiently).toBe(ring);
  });

  it("is a machine: downloaded, and opened again it is the same; an altered one is refused", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download this machine" }).click()
    ]);
    const text = readFileSync(await download.path(), "utf8");
    const before = await stillLook(charts.loss);
    await trainsAnew(() => preset("Exact likelihood").click());
    const open = page.locator(".control", { hasText: "Open a machine" });
    const file = open.locator("input[type=file]");
    await leaves(charts.loss, () =>
      file.setInputFiles({
        name: "machine.json",
        mimeType: "application/json",
        buffer: Buffer.from(text.slice(0, 999))
      })
    );
    await expect.poll(() => open.locator(".error-box").textContent(), patiently).not.toBe("");
    await file.setInputFiles({ name: "machine.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await expect.poll(() => look(charts.loss), patiently).toBe(before);
    expect(await open.locator(".error-box").textContent()).toBe("");
  });
});

describe("on a phone, training", () => {
  it("is set and looked back on by taps", async () => {
    const { page: small } = await site.open("/training?hidden=20&epochs=60", phone);
    const figure = small.locator("figure.plane");
    await expect.poll(() => small.locator(".run").getAttribute("data-state"), patiently).toBe("done");
    await rests(figure);
    await changes(figure, () => small.getByRole("button", { name: "First snapshot" }).tap());
    await changes(figure, () => small.getByRole("button", { name: "Last snapshot" }).tap());
    const nll = small.locator("figure.chart").first();
    await changes(nll, () => small.getByRole("button", { name: "Exact likelihood" }).tap());
    await expect.poll(() => small.locator(".run").getAttribute("data-state"), patiently).toBe("done");
    await changes(nll, async () => {
      await small.locator("summary", { hasText: "More settings" }).tap();
      await small.getByLabel("Learn the variance too").tap();
    });
    await small.context().close();
  });
});
