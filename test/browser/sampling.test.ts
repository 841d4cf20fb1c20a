import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Locator, Page } from "playwright-core";
import { desktop, openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { playerStops, sliderOf, sliderStops, tabStops } from "./controls.js";
import { counterOf, drivePlayer, rests } from "./drivePlayer.js";
import { changes, described, frames, leaves, look, patiently, percentOnRing, saying, stillLook } from "./looks.js";

let site: Site;
let page: Page;
/** The last draw of each chain. */
let last: Locator;
/** Animation 1 and animation 2. */
let chains: Locator;
let trail: Locator;

beforeAll(async () => {
  site = await openSite();
  ({ page } = await site.open("/sampling"));
  last = page.locator("figure.plane").first();
  chains = page.locator(".animation").first();
  trail = page.locator(".animation").nth(1);
  await mixing(page).waitFor();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

const mixing = (on: Page) => on.locator(".statement", { hasText: "effective sample size" });
const drawn = () => page.locator(".statement", { hasText: "The machine they draw from" }).textContent();
const followed = () => page.locator(".statement", { hasText: "Followed" }).textContent();
const plane = (animation: Locator) => animation.locator("figure.plane");
const player = (animation: Locator) => animation.locator(".player");
const machine = () => page.getByLabel("Machine", { exact: true });

/** Acts, and waits until other chains are drawn and how they mix is computed. */
async function drawsAnew(act: () => Promise<unknown>): Promise<void> {
  const before = await mixing(page).textContent();
  await changes(last, act);
  await expect.poll(async () => (await mixing(page).allTextContents()).join(), patiently).not.toBe(before);
  await mixing(page).waitFor();
}

/** Fewer and shorter chains, for quick answers. */
async function fewChains(): Promise<void> {
  await sliderOf(page, "Chains").type("60");
  await sliderOf(page, "Gibbs steps").type("80");
  await saying(last, /60 draws/);
  await expect.poll(() => counterOf(player(chains)), patiently).toMatchObject({ of: 80 });
}

describe("the sampling page", () => {
  it("has at least 85 % of the last draws of 500 chains on the ring, as the exact density has of its mass", async () => {
    await saying(last, /500 draws.*The density as a map/);
    expect(await percentOnRing(last)).toBeGreaterThanOrEqual(85);
    const mass = Number(/(\d+) % of its mass between/.exec(await described(last))?.[1]);
    expect(Math.abs((await percentOnRing(last)) - mass)).toBeLessThanOrEqual(6);
  });

  it("is walked through with Tab in the order it is read", async () => {
    expect((await tabStops(page)).filter((stop) => !stop.includes("="))).toEqual([
      "Five hundred walks round a ring",
      "Gibbs sampling",
      "the model",
      "The last draw of each chain over the data",
      "Machine",
      ...["Chains", "Gibbs steps", "Seed"].flatMap(sliderStops),
      "All the way round?",
      ...sliderStops("Seed of the three"),
      "All chains, step by step",
      "All chains at one step",
      ...playerStops("Loop"),
      "The trail of one chain",
      "The trail of one chain",
      ...playerStops("Once"),
      "How long is long enough?",
      "Autocorrelation along the chains",
      "A ring is no proof",
      "write the step",
      "Draws with a noise of their own",
      "the lab",
      "Try yourself",
      "Sources"
    ]);
  });
});

describe("animation 1, all chains", () => {
  it("starts off the ring and comes to it within ten steps", async () => {
    await player(chains).getByRole("button", { name: "First step" }).click();
    await expect.poll(() => percentOnRing(plane(chains)), patiently).toBeLessThan(30);
    for (let step = 1; step < 10; step += 1) await player(chains).getByRole("button", { name: "Step forward" }).click();
    await expect.poll(() => percentOnRing(plane(chains)), patiently).toBeGreaterThan(60);
  });

  it("obeys every control of its player", () => drivePlayer(player(chains), plane(chains)));

  it("is played from its figure with Space, + and −, while arrows move the cursor", async () => {
    const cursor = chains.locator(".plane-cursor");
    await changes(plane(chains), () => cursor.press("Space"));
    await cursor.press("+");
    expect(await player(chains).locator(".player-rate").textContent()).toBe("15 / s");
    await cursor.press("-");
    await cursor.press("Space");
    const { frame } = await counterOf(player(chains));
    await cursor.press("ArrowRight");
    expect((await counterOf(player(chains))).frame).toBe(frame);
    expect(await chains.locator(".readout").textContent()).toMatch(/^x = \(0\.08/);
  });
});

describe("a chain", () => {
  it("that is clicked in animation 1 is followed in animation 2, and named", async () => {
    const before = await followed();
    await player(chains).getByRole("button", { name: "Last step" }).click();
    const { width, height } = (await chains.locator(".plane-cursor").boundingBox())!;
    await changes(plane(trail), () =>
      chains.locator(".plane-cursor").click({ position: { x: 0.2 * width, y: height / 2 } })
    );
    await saying(plane(chains), /Chain \d+, which is followed/);
    const number = /Chain (\d+), which is followed/.exec(await described(plane(chains)))![1];
    expect(await followed()).toContain(`chain ${number} of 500`);
    expect(await followed()).not.toBe(before);
  });

  it("is chosen by keys alone: arrows, then Enter", async () => {
    const before = await followed();
    const cursor = chains.locator(".plane-cursor");
    for (let i = 0; i < 3; i += 1) await cursor.press("Shift+ArrowRight");
    await changes(plane(trail), () => cursor.press("Enter"));
    expect(await followed()).not.toBe(before);
  });
});

describe("animation 2, the trail", () => {
  it("obeys every control of its player", () => drivePlayer(player(trail), plane(trail)));

  it("grows by a step for each step of its player, up to 300", async () => {
    await player(trail).getByRole("button", { name: "First step" }).click();
    await player(trail).getByRole("button", { name: "Step forward" }).click();
    await saying(plane(trail), /The trail of one chain over 2 steps/);
    await player(trail).getByRole("button", { name: "Last step" }).click();
    await saying(plane(trail), /The trail of one chain over 300 steps/);
  });

  it("like animation 1, waits to be played where reduced motion is preferred", async () => {
    const { page: still } = await site.open("/sampling?chains=50&steps=50", { ...desktop, reducedMotion: "reduce" });
    await mixing(still).waitFor();
    const animations = [0, 1].map((i) => still.locator(".animation").nth(i));
    for (const each of animations) {
      await expect.poll(() => counterOf(player(each)), patiently).toEqual({ frame: 1, of: 50 });
      const play = player(each).getByRole("button", { name: "Play", exact: true });
      expect(await play.getAttribute("aria-pressed")).toBe("false");
      await rests(plane(each));
      await leaves(plane(each), () => frames(plane(each), 20));
      await changes(plane(each), () => play.click());
    }
    await still.context().close();
  });
});

describe("what is drawn", () => {
  it("is another sample for each slider, by keys and by typing", async () => {
    await fewChains();
    await drawsAnew(() => sliderOf(page, "Chains").press("PageUp"));
    await drawsAnew(() => sliderOf(page, "Chains").type("75"));
    await saying(last, /75 draws/);
    expect(await followed()).toContain("of 75");
    await drawsAnew(() => sliderOf(page, "Gibbs steps").press("PageUp"));
    await drawsAnew(() => sliderOf(page, "Gibbs steps").type("90"));
    expect(await counterOf(player(chains))).toMatchObject({ of: 90 });
    expect(await counterOf(player(trail))).toMatchObject({ of: 90 });
    await drawsAnew(() => sliderOf(page, "Seed").press("ArrowRight"));
    await drawsAnew(() => sliderOf(page, "Seed").type("12"));
  });

  it("comes from another machine when one is chosen: two switches do worse, Adam does better", async () => {
    await fewChains();
    const score = async () => Number(/scores ([\d.]+) nats/.exec((await drawn())!)![1]);
    const labs = await score();
    await drawsAnew(() => machine().selectOption({ label: "The lab’s recipe, CD-1, 2 hidden units" }));
    await expect.poll(score, patiently).toBeGreaterThan(labs);
    await drawsAnew(() => machine().selectOption({ label: "Adam, 1000 epochs, 100 hidden units" }));
    await expect.poll(score, patiently).toBeLessThan(labs);
    const angles = page.locator("[aria-label^='Angles of the draws']");
    const before = await angles.innerHTML();
    await drawsAnew(() => machine().selectOption({ label: "The lab’s recipe, CD-1, 100 hidden units" }));
    await expect.poll(() => angles.innerHTML(), patiently).not.toBe(before);
  });

  it("out of range is refused beside its box, and the draws stay", async () => {
    for (const [label, typed, fault] of [
      ["Chains", "1", "1 is too small. It must be a whole number from 2 to 2000."],
      ["Gibbs steps", "3", "3 is too small. It must be a whole number from 4 to 2000."],
      ["Seed", "1000", "1000 is too large. It must be a whole number from 0 to 999."]
    ]) {
      const before = String(await sliderOf(page, label).value());
      await leaves(last, () => sliderOf(page, label).box.fill(typed));
      expect(await sliderOf(page, label).fault.textContent()).toContain(fault);
      await sliderOf(page, label).type(before);
    }
  });

  it("may be as little as two chains of four steps", async () => {
    await sliderOf(page, "Gibbs steps").type("4");
    await drawsAnew(() => sliderOf(page, "Chains").type("2"));
    await saying(last, /2 draws/);
    expect(await followed()).toMatch(/of 2\.$/);
    expect(await mixing(page).textContent()).not.toContain("NaN");
    await fewChains();
  });

  it("is the sample of the last of many quick values", async () => {
    await sliderOf(page, "Chains").drag(0.8);
    await sliderOf(page, "Chains").drag(0.5);
    await sliderOf(page, "Seed").press(...Array<string>(8).fill("ArrowRight"));
    const count = await sliderOf(page, "Chains").value();
    await saying(last, new RegExp(`${count} draws`));
    await rests(last);
    const address = new URL(page.url());
    const { page: fresh } = await site.open(address.pathname + address.search);
    await expect.poll(() => look(fresh.locator("figure.plane").first()), patiently).toBe(await stillLook(last));
    await fresh.context().close();
  });
});

describe("the autocorrelation", () => {
  it("is read at any lag, by keys and by dragging", async () => {
    const chart = page.locator(".mixing-view figure.chart");
    const playhead = chart.locator(".chart-playhead");
    const values = () => chart.locator(".legend-value").allTextContents();
    await playhead.press("Home");
    expect(await values()).toEqual(["1.000", "1.000"]);
    await playhead.press("ArrowRight");
    expect(await values()).not.toEqual(["1.000", "1.000"]);
    await playhead.scrollIntoViewIfNeeded();
    const { x, y, width } = (await playhead.boundingBox())!;
    await page.mouse.move(x + 5, y + 40);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + 50, { steps: 4 });
    await page.mouse.up();
    const [middle, end] = ["aria-valuenow", "aria-valuemax"].map((name) => playhead.getAttribute(name).then(Number));
    expect(Math.abs((await middle) - (await end) / 2)).toBeLessThanOrEqual(1);
  });
});

describe("on a phone, a chain", () => {
  it("is followed by a tap, and its trail played by one", async () => {
    const { page: small } = await site.open("/sampling?chains=50&steps=50", phone);
    await mixing(small).waitFor();
    const [all, one] = [0, 1].map((i) => small.locator(".animation").nth(i));
    await player(all).getByRole("button", { name: "Last step" }).tap();
    await changes(plane(one), async () => {
      const { width } = (await all.locator(".plane-cursor").boundingBox())!;
      await all.locator(".plane-cursor").tap({ position: { x: 0.2 * width, y: 0.3 * width } });
    });
    await changes(plane(one), () => player(one).getByRole("button", { name: "Play", exact: true }).tap());
    await player(one).getByRole("button", { name: "Pause" }).tap();
    await small.context().close();
  });
});
