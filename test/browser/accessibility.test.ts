/** What WCAG 2.2 asks and axe can't see: reflow, text spacing, focus that is not hidden, motion, forced colours. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { home, pages } from "../../src/site/chapters.js";
import type { Locator, Page } from "playwright-core";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { patiently } from "./looks.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const loaded = (page: Page) => page.waitForFunction(() => !document.querySelector("observablehq-loading"));
/** The page is as high as it was half a second ago: nothing comes any more, and nothing moves what has focus. */
const atRest = (page: Page) =>
  page.evaluate(async () => {
    const height = () => document.documentElement.scrollHeight;
    for (let [frames, before] = [0, height()]; frames < 30; frames++) {
      await new Promise(requestAnimationFrame);
      if (height() !== before) [frames, before] = [0, height()];
    }
  });
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** How many colours a figure's canvases are drawn in, of 27: faint ones don't count. */
const colours = (figure: Locator) =>
  figure.evaluate((root) => {
    const found = new Set<string>();
    for (const canvas of root.querySelectorAll("canvas")) {
      const { width, height } = canvas;
      if (!width || !height) continue;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, width, height);
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] > 200) found.add([0, 1, 2].map((i) => Math.floor(data[at + i] / 86)).join());
    }
    return found.size;
  });

describe.each([home, ...pages])("$path", ({ path }) => {
  it("at 320 px, which is 1280 px at 400 %, does not scroll sideways (1.4.10)", async () => {
    const { page } = await site.open(path, { viewport: { width: 320, height: 256 } });
    await loaded(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it("with WCAG's text spacing cuts no text off (1.4.12)", async () => {
    const { page } = await site.open(path, { ...desktop, bypassCSP: true });
    await loaded(page);
    await page.addStyleTag({
      content: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }`
    });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const cut = await page.evaluate(() =>
      Array.from(document.querySelectorAll<HTMLElement>("main :is(p, li, label, button, figcaption, td, th)"))
        .filter((element) => element.checkVisibility() && !element.closest(".visually-hidden"))
        .filter((element) => {
          const { overflowX, overflowY } = getComputedStyle(element);
          const [wide, high] = [
            element.scrollWidth > element.clientWidth + 1,
            element.scrollHeight > element.clientHeight + 1
          ];
          return element.clientWidth > 0 && ((wide && overflowX === "hidden") || (high && overflowY === "hidden"));
        })
        .map((element) => element.textContent?.slice(0, 60))
    );
    expect(cut).toEqual([]);
    await page.context().close();
  });

  it("hides nothing that has focus, going through the page with Tab (2.4.11)", async () => {
    const { page } = await site.open(path);
    await loaded(page);
    if (path === "/notebook") await page.locator(".cells[aria-busy=false]").waitFor();
    await atRest(page);
    const hidden: string[] = [];
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(async () => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const isShown = () => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const [x, y] = [
            (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
            (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
          ];
          const hit = document.elementFromPoint(x, y);
          return (
            hit !== null && (element.contains(hit) || hit.contains(element) || hit.closest("label, figure") !== null)
          );
        };
        // The page scrolls to what has focus, and draws and lays out what it comes near: it is looked at when at rest.
        for (let frame = 0; frame < 30 && !isShown(); frame++) await new Promise(requestAnimationFrame);
        return isShown() ? null : element.outerHTML.slice(0, 120);
      });
      if (name) hidden.push(name);
    }
    expect(hidden).toEqual([]);
    await page.context().close();
  });

  it("with reduced motion nothing moves by itself (2.2.2)", async () => {
    const { page } = await site.open(path, { ...desktop, reducedMotion: "reduce" });
    await loaded(page);
    const playing = page.locator(".player button:not([aria-label='Pause'])[aria-pressed='true']");
    expect(await playing.count()).toBe(0);
    const running = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === "running").length
    );
    expect(running).toBe(0);
    await page.context().close();
  });

  it("in forced colours keeps its controls' borders and its figures", async () => {
    const { page, faults } = await site.open(path, { ...desktop, forcedColors: "active" });
    await loaded(page);
    const borderless = await page.evaluate(() =>
      Array.from(
        document.querySelectorAll<HTMLElement>("main :is(button, select, input[type=number], input[type=text])")
      )
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const { borderStyle, outlineStyle } = getComputedStyle(element);
          return borderStyle === "none" && outlineStyle === "none" && element.textContent?.trim() === "";
        })
        .map((element) => element.outerHTML.slice(0, 100))
    );
    expect(borderless).toEqual([]);
    // A picture drawn in the one colour of the text would be a patch.
    const plane = page.locator("figure.plane").first();
    if (await plane.count()) {
      const shown = Math.min(3, await plane.locator(".legend-entry").count());
      await expect.poll(() => colours(plane), patiently).toBeGreaterThanOrEqual(shown);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
