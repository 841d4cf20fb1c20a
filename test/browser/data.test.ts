import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Locator, Page } from "playwright-core";
import { openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { choose, sliderOf, sliderStops, tabStops } from "./controls.js";
import { changes, described, frames, leaves, look, patiently, saying, stillLook } from "./looks.js";

let site: Site;
let page: Page;
let ring: Locator;
let mixture: Locator;
let scores: Locator;

beforeAll(async () => {
  site = await openSite();
  ({ page } = await site.open("/data"));
  ring = page.locator("figure.plane").first();
  mixture = page.locator("figure.plane").nth(1);
  scores = page.locator("figure.chart");
  await ring.locator("[aria-label*='500 data']").waitFor();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

/** The scores of the truth, in a sentence. */
const truth = () => page.locator(".statement", { hasText: "the truth scores" }).textContent();
const chosenK = () => sliderOf(page, "Components, K").value();

describe("the ring's controls", () => {
  const each = ["Points on the ring", "Noise", "Inner circle, radius", "Seed"];

  it("are reached by Tab in the order they are seen", async () => {
    const stops = await tabStops(page);
    expect(stops).toEqual([
      "A ring of five hundred points",
      "The data",
      "The lab’s 500",
      ...each.flatMap(sliderStops),
      "Show the true density",
      "Show the inner circle",
      "How well can anyone do?",
      "The obvious model",
      "A Gaussian mixture fitted to the data",
      ...sliderStops("Components, K"),
      "Negative log-likelihood of the mixture",
      "Try yourself",
      "Sources"
    ]);
  });

  it("show the true density and the inner circle on request", async () => {
    const toggle = (label: string) => page.getByLabel(label).click();
    const bare = await stillLook(ring);
    await changes(ring, () => toggle("Show the true density"));
    await saying(ring, /The density as a map, highest, [\d.]+/);
    await changes(ring, () => toggle("Show the inner circle"));
    await saying(ring, /500 draws, as diamonds, 0 % of them/);
    await changes(ring, () => toggle("Show the inner circle"));
    await toggle("Show the true density");
    await expect.poll(() => look(ring), patiently).toBe(bare);
  });

  it("draw anew, by keys and by typing, and go back to the lab's points", async () => {
    const lab = await stillLook(ring);
    const { count: points, noise, factor, seed } = slidersOf(page);
    await changes(ring, () => choose(page, "Drawn anew"));
    const labTruth = await truth();

    await changes(ring, () => points.press("PageUp"));
    await changes(ring, () => points.type("40"));
    await saying(ring, /40 data, as circles/);
    await points.type("500");

    const sharp = await stillLook(ring);
    await changes(ring, () => noise.press("ArrowRight"));
    expect(await noise.value()).toBeCloseTo(0.11, 12);
    await changes(ring, () => noise.type("0.3"));
    await expect.poll(truth, patiently).not.toBe(labTruth);
    await noise.type("0.1");
    await expect.poll(() => look(ring), patiently).toBe(sharp);

    await changes(ring, () => seed.press("ArrowUp"));
    await changes(ring, () => seed.type("123"));
    await changes(ring, () => seed.type("0"));

    await page.getByLabel("Show the inner circle").click();
    await saying(ring, /500 draws/);
    await changes(ring, () => factor.press("PageUp"));
    await changes(ring, () => factor.type("0.9"));
    await saying(ring, /500 draws, as diamonds, [789]\d % of them/);
    await page.getByLabel("Show the inner circle").click();

    await choose(page, "The lab’s 500");
    await expect.poll(() => look(ring), patiently).toBe(lab);
  });

  it("name a number out of range beside its box, and leave the figure as it was", async () => {
    const { count, noise, factor, seed } = slidersOf(page);
    const wrong = [
      { slider: count, typed: "9", fault: "9 is too small. It must be a whole number from 10 to 2000." },
      { slider: count, typed: "10.5", fault: "10.5 is not a whole number." },
      { slider: noise, typed: "0.5", fault: "0.5 is too large. It must be a number from 0.01 to 0.4." },
      { slider: factor, typed: "1", fault: "1 is too large. It must be a number from 0 to 0.95." },
      { slider: seed, typed: "-1", fault: "-1 is too small. It must be a whole number from 0 to 999." }
    ];
    for (const { slider, typed, fault } of wrong) {
      const before = await slider.value();
      await leaves(ring, () => slider.box.fill(typed));
      expect(await slider.fault.textContent()).toContain(fault);
      expect(await slider.value()).toBe(before);
      await slider.type(String(before));
      expect(await slider.fault.textContent()).toBe("");
    }
  });

  it("show the last of many quick values", async () => {
    const { noise, seed } = slidersOf(page);
    await noise.drag(0.6);
    await seed.press(...Array<string>(5).fill("ArrowRight"));
    const [shown, at] = [await seed.value(), await noise.value()];
    await frames(ring, 3);
    const { page: fresh } = await site.open(`/data?data=drawn&noise=${at}&seed=${shown}`);
    await expect.poll(() => look(fresh.locator("figure.plane").first()), patiently).toBe(await stillLook(ring));
    await fresh.context().close();
    await noise.type("0.1");
    await seed.type("0");
    await choose(page, "The lab’s 500");
  });
});

describe("the number of components", () => {
  const slider = () => sliderOf(page, "Components, K");
  const playhead = () => scores.locator(".chart-playhead");

  it("is chosen by keys, by typing, by dragging the line of the chart and by its keys", async () => {
    await slider().type("8");
    await saying(mixture, /A mixture of 8 Gaussians/);
    await changes(mixture, () => slider().press("ArrowRight"));
    await saying(mixture, /A mixture of 9 Gaussians/);
    expect(await playhead().getAttribute("aria-valuenow")).toBe("9");
    await changes(mixture, () => slider().type("3"));
    await saying(mixture, /A mixture of 3 Gaussians/);
    expect(await playhead().getAttribute("aria-valuenow")).toBe("3");

    await changes(mixture, () => playhead().press("ArrowLeft"));
    expect(await chosenK()).toBe(2);
    const box = (await playhead().boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.2, box.y + 50);
    await page.mouse.down();
    await changes(mixture, () => page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 6 }));
    await page.mouse.up();
    expect(Math.abs((await chosenK()) - 12.5)).toBeLessThanOrEqual(1);
    await saying(mixture, new RegExp(`A mixture of ${await chosenK()} Gaussians`));
  });

  it("that fits fresh points best lies between 6 and 14, above the truth's score", async () => {
    const best = page.locator(".statement", { hasText: "does best on fresh points" });
    await best.waitFor();
    const [, k, score, floor] = /K = (\d+) does best.* ([\d.]+) nats, against ([\d.]+) nats/.exec(
      (await best.textContent())!
    )!;
    expect(Number(k)).toBeGreaterThanOrEqual(6);
    expect(Number(k)).toBeLessThanOrEqual(14);
    expect(Number(score)).toBeGreaterThan(Number(floor));
  });

  it("out of range is refused beside its box, and the mixture stays", async () => {
    await leaves(mixture, () => slider().box.fill("25"));
    expect(await slider().fault.textContent()).toContain("25 is too large. It must be a whole number from 1 to 24.");
    await slider().type("8");
  });

  it("is scored anew when the points change", async () => {
    const before = await stillLook(scores);
    await slidersOf(page).count.type("60");
    await page.locator(".statement", { hasText: "Fitting" }).waitFor();
    await page.locator(".statement", { hasText: "does best on fresh points" }).waitFor();
    expect(await stillLook(scores)).not.toBe(before);
    await saying(mixture, /60 data.*A mixture of 8 Gaussians/);
    await choose(page, "The lab’s 500");
  });
});

describe("on a phone, the data", () => {
  it("are drawn anew by a finger on a slider and a tap on a choice", async () => {
    const { page: small } = await site.open("/data", phone);
    const figure = small.locator("figure.plane").first();
    await saying(figure, /500 data/);
    const lab = await stillLook(figure);
    const thumb = sliderOf(small, "Noise").root.locator("input[type=range]");
    await thumb.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await thumb.boundingBox())!;
    await changes(figure, () => small.touchscreen.tap(x + 0.8 * width, y + height / 2));
    await changes(figure, () => small.getByLabel("Show the true density").tap());
    await small.getByLabel("Show the true density").tap();
    await small.getByRole("radio", { name: "The lab’s 500" }).tap();
    await expect.poll(() => look(figure), patiently).toBe(lab);
    expect(await described(figure)).toContain("500 data");
    await small.context().close();
  });
});

function slidersOf(on: Page) {
  return {
    count: sliderOf(on, "Points on the ring"),
    noise: sliderOf(on, "Noise"),
    factor: sliderOf(on, "Inner circle, radius"),
    seed: sliderOf(on, "Seed")
  };
}
