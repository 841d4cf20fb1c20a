import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Locator, Page } from "playwright-core";
import { pages } from "../../src/site/chapters.js";
import { desktop, openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { choose, playerStops, tabStops } from "./controls.js";
import { counterOf, drivePlayer } from "./drivePlayer.js";
import { changes, described, frames, leaves, look, patiently, percentOnRing, saying, stillLook } from "./looks.js";

let site: Site;
let page: Page;
let hero: Locator;
let player: Locator;

beforeAll(async () => {
  site = await openSite();
  ({ page } = await site.open("/", desktop));
  hero = page.locator("figure.plane");
  player = page.locator(".player");
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

const playing = (of: Locator) => of.getByRole("button", { name: "Play", exact: true }).getAttribute("aria-pressed");

describe("the ring on the first page", () => {
  it("is drawn without being asked, and its words keep up with it while it plays", async () => {
    await saying(hero, /500 draws, as diamonds/);
    await expect.poll(() => playing(player), patiently).toBe("true");
    await changes(hero, () => frames(hero, 1));
    await expect.poll(() => percentOnRing(hero), patiently).toBeGreaterThanOrEqual(80);
    expect(await playing(player)).toBe("true");
  });

  it("has at least 85 % of its last draws on the ring", async () => {
    await player.getByRole("button", { name: "Last step" }).click();
    await saying(hero, /500 draws/);
    await expect.poll(() => percentOnRing(hero), patiently).toBeGreaterThanOrEqual(85);
    expect(await described(hero)).not.toContain("outside the window");
  });

  it("obeys every control of its player", () => drivePlayer(player, hero));

  it("reads out the place under the mouse and the keyboard's cursor", async () => {
    const cursor = hero.locator(".plane-cursor");
    const readout = hero.locator(".readout");
    await cursor.hover({ position: { x: 60, y: 90 } });
    expect(await readout.textContent()).toMatch(/^x = \(−1\.\d\d, 0\.\d\d\)/);
    await page.mouse.move(0, 0);
    expect(await readout.textContent()).toContain("Click a draw");
    await cursor.press("ArrowRight");
    expect(await readout.textContent()).toMatch(/^x = \(0.08, 0.00\)/);
    await cursor.press("Shift+ArrowUp");
    expect(await readout.textContent()).toMatch(/^x = \(0.08, 0.40\)/);
    await cursor.press("Escape");
    expect(await readout.textContent()).toContain("Click a draw");
  });

  it("marks the chain that is clicked, and another that Enter picks", async () => {
    const cursor = hero.locator(".plane-cursor");
    await changes(hero, () => cursor.click({ position: { x: 80, y: 80 } }));
    await saying(hero, /Chain \d+, which is followed/);
    const before = await described(hero);
    for (let i = 0; i < 3; i += 1) await cursor.press("Shift+ArrowDown");
    await changes(hero, () => cursor.press("Enter"));
    await expect.poll(() => described(hero), patiently).not.toBe(before);
  });

  it("waits, with its last step shown, for who prefers reduced motion", async () => {
    const { page: still } = await site.open("/", { ...desktop, reducedMotion: "reduce" });
    const figure = still.locator("figure.plane");
    const own = still.locator(".player");
    await expect.poll(() => counterOf(own), patiently).toEqual({ frame: 120, of: 120 });
    await saying(figure, /500 draws/);
    expect(await playing(own)).toBe("false");
    await leaves(figure, () => frames(figure, 20));
    await changes(figure, () => own.getByRole("button", { name: "Play", exact: true }).click());
    await still.context().close();
  });

  it("is paused, stepped and played by a finger on a phone", async () => {
    const { page: small } = await site.open("/", phone);
    const figure = small.locator("figure.plane");
    const own = small.locator(".player");
    const tap = (name: string) => own.getByRole("button", { name, exact: true }).tap();
    await saying(figure, /500 draws/);
    await tap("Pause");
    expect(await playing(own)).toBe("false");
    const { frame, of } = await counterOf(own);
    await changes(figure, () => tap("Step forward"));
    expect((await counterOf(own)).frame).toBe(Math.min(of, frame + 1));
    await own.locator(".scrubber").scrollIntoViewIfNeeded();
    const box = (await own.locator(".scrubber").boundingBox())!;
    await small.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(async () => Math.abs((await counterOf(own)).frame - 60), patiently).toBeLessThan(4);
    const shown = await stillLook(figure);
    await tap("Play");
    await expect.poll(() => look(figure), patiently).not.toBe(shown);
    await small.context().close();
  });
});

describe("the first page", () => {
  it("is walked through with Tab in the order it is read, starting with a way past the chapters", async () => {
    const chapters = pages.map(({ name }) => name);
    const mode = () => player.locator("label", { has: page.locator("input:checked") }).innerText();
    expect(await tabStops(page, "body")).toEqual([
      "Skip to the text",
      "RBM",
      ...chapters,
      "Search",
      "Auto",
      "A machine that draws a ring",
      "Start with the data",
      "Do the lab",
      "Five hundred chains draw the ring",
      ...playerStops(await mode()),
      "What this is",
      ...chapters,
      "Who it is for",
      "Data",
      "About this site",
      "Reference of the library"
    ]);
  });

  it("is redrawn in the dark when that is chosen, and stays so on the next page and the next visit", async () => {
    const theme = (on: Page) => on.evaluate(() => document.documentElement.dataset.theme ?? "system");
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await changes(hero, () => choose(page, "Dark"));
    expect(await paper()).not.toBe(light);
    const next = await page.context().newPage();
    await next.goto(`${site.origin}/data`);
    expect(await theme(next)).toBe("dark");
    expect(await next.getByRole("radio", { name: "Dark" }).isChecked()).toBe(true);
    await next.close();
    await changes(hero, () => choose(page, "Light"));
    expect(await theme(page)).toBe("light");
    await choose(page, "Auto");
    expect(await theme(page)).toBe("system");
  });

  it("takes the keyboard to the text when the chapters are skipped", async () => {
    await page.getByText("Skip to the text").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.querySelector("main")!.contains(document.activeElement))).toBe(true);
    expect(await page.evaluate(() => document.activeElement!.textContent)).toBe("A machine that draws a ring");
  });

  it("leads to every chapter", async () => {
    const ways = await page
      .locator("main a:not([href^='#'])")
      .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
    expect(ways).toEqual(["/data", "/lab", "/notebook", ...pages.map(({ path }) => path)]);
    await page.locator(".way-in").click();
    await page.waitForURL("**/data");
    expect(await page.locator("h1").textContent()).toBe("A ring of five hundred points");
  });
});
