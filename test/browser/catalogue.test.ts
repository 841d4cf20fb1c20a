import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desktop, openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { rests } from "./drivePlayer.js";
import { patiently } from "./looks.js";

const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
let site: Site;
/** One page for all that is tried on a wide screen: each test has its own part of it. */
let page: Page;
let faults: string[];

beforeAll(async () => {
  site = await openSite();
  ({ page, faults } = await catalogue({ ...desktop, colorScheme: "light" }));
});
afterAll(async () => {
  await site.close();
});

/** The catalogue, once its last cell is there. */
async function catalogue(options: BrowserContextOptions): Promise<{ page: Page; faults: string[] }> {
  const opened = await site.open("/catalogue", options);
  await opened.page.locator(".math-output .matrix-rows").waitFor();
  return opened;
}

async function audit(target: Page): Promise<void> {
  await target.evaluate(axe);
  const results = await target.evaluate<AxeResults>("axe.run()");
  expect(results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(await target.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
}

const counter = (player: Locator) => player.locator(".player-counter").textContent();

describe("the catalogue", () => {
  it("has nothing axe finds fault with and no sideways scrolling, light and wide", () => audit(page));

  it("has neither in the dark on a phone, and nothing under a finger smaller than 40 pixels", async () => {
    const dark = await catalogue({ ...phone, colorScheme: "dark" });
    await audit(dark.page);
    const small = await dark.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("main button, main select, main .box, main .segment, main .toggle")]
        .filter((target) => target.offsetParent && target.getBoundingClientRect().height < 40)
        .map((target) => target.outerHTML)
    );
    expect(small).toEqual([]);
    expect(dark.faults).toEqual([]);
    await dark.page.context().close();
  });

  it("has no figure that slides over another while the page is scrolled", async () => {
    const covered = await page.evaluate(async () => {
      const figures = [...document.querySelectorAll("main .spread > figure")];
      const found: string[] = [];
      for (let top = 0; top < document.documentElement.scrollHeight; top += 200) {
        scrollTo({ top, behavior: "instant" });
        await new Promise(requestAnimationFrame);
        const boxes = figures.map((figure) => figure.getBoundingClientRect());
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1))
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
              found.push(`figure ${i + 1}, with the page ${top} pixels down`);
      }
      scrollTo({ top: 0, behavior: "instant" });
      return [figures.length, found];
    });
    expect(covered).toEqual([8, []]);
  });

  it("keeps the layers of a plane among its axes on paper, whatever width that gives the figure", async () => {
    await page.emulateMedia({ media: "print" });
    // All at once, before the figure is drawn for its new width: paper gives it no time to.
    const away = await page.evaluate(() => {
      const box = document.querySelector<HTMLElement>("main figure.plane .plane-box")!;
      return [200, 500].map((width) => {
        box.style.width = `${width}px`;
        const frame = box.querySelector(".plane-frame")!.getBoundingClientRect();
        const layers = [...box.querySelectorAll("canvas")].map((canvas) => canvas.getBoundingClientRect());
        box.style.width = "";
        return layers.flatMap(({ left, top, right, bottom }) => [
          left - frame.left,
          top - frame.top,
          right - frame.right,
          bottom - frame.bottom
        ]);
      });
    });
    await page.emulateMedia({ media: "screen" });
    expect(away.flat()).toHaveLength(32);
    for (const pixels of away.flat()) expect(Math.abs(pixels)).toBeLessThan(1.5);
  });

  it("saves each of its figures as SVG, what it showed and the page's address in the file, and as PNG", async () => {
    const saver = page.locator(".figure-saver");
    await saver.locator("summary").click();
    const options = await saver.locator("option").allTextContents();
    expect(options.length).toBe(await page.locator("main figure:has([role=img])").count());
    const saved = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        saver.getByRole("button", { name, exact: true }).click()
      ]);
      return readFileSync(await download.path());
    };
    for (const [at, name] of options.entries()) {
      await saver.locator("select").selectOption({ index: at });
      const svg = (await saved("Save as SVG")).toString();
      const root = await page.evaluate((text) => {
        const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml");
        const drawn = documentElement.querySelectorAll("path, image, rect, circle, line, text").length;
        return { name: documentElement.nodeName, drawn, words: documentElement.textContent };
      }, svg);
      expect(root.name).toBe("svg");
      expect(root.drawn).toBeGreaterThan(3);
      expect(root.words).toContain(name);
      expect(root.words).toContain(page.url());
    }
    expect((await saved("Save as PNG")).subarray(1, 4).toString()).toBe("PNG");
    await saver.locator("summary").click();
  });

  it("moves nothing on the page when a figure is read", async () => {
    const heights = () =>
      page.evaluate(() => [...document.querySelectorAll("figure")].map((figure) => figure.offsetHeight));
    // A figure has its height once it is drawn, which is when it is near.
    for (const figure of await page.locator("figure").all()) await figure.scrollIntoViewIfNeeded();
    await rests(page.locator("main"));
    const before = await heights();
    for (const plane of await page.locator(".plane-cursor").all()) {
      await plane.hover();
      expect(await heights()).toEqual(before);
    }
  });
});

describe("a player", () => {
  it("is driven by keys alone, from its scrubber", async () => {
    const player = page.locator(".player").first();
    const scrubber = player.locator(".scrubber");
    await scrubber.focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
    expect(await counter(player)).toBe("3 / 300");
    expect(await scrubber.getAttribute("aria-valuetext")).toBe("step 3 of 300");
    await page.keyboard.press("End");
    expect(await counter(player)).toBe("300 / 300");
    await page.keyboard.press("Home");
    await page.keyboard.press("PageUp");
    expect(await counter(player)).toBe("31 / 300");
    await page.keyboard.press("+");
    expect(await player.locator(".player-rate").textContent()).toBe("45 / s");
    await page.keyboard.press("Space");
    await expect.poll(() => counter(player), patiently).not.toBe("31 / 300");
    await page.keyboard.press("Space");
    const stopped = await counter(player);
    await page.waitForTimeout(200);
    expect(await counter(player)).toBe(stopped);
  });

  it("plays backward, turns at the first frame when it reflects, and stops there when it plays once", async () => {
    const player = page.locator(".player").first();
    const press = (name: string) => player.getByRole("button", { name, exact: true }).click();
    const mode = (name: string) => player.locator(".segment", { hasText: name }).click();
    await mode("Once");
    await press("Step forward");
    await press("Play backward");
    await expect.poll(() => counter(player), patiently).toBe("1 / 300");
    await expect
      .poll(() => player.getByRole("button", { name: "Pause" }).getAttribute("aria-pressed"), patiently)
      .toBe("true");
    await mode("Reflect");
    await press("Step forward");
    await press("Play backward");
    await expect.poll(async () => Number((await counter(player))?.split(" ")[0])).toBeGreaterThan(3);
    await press("Pause");
  });

  it("shows its keys on request and hides them on Escape", async () => {
    const player = page.locator(".player").first();
    await player.getByRole("button", { name: "Keys" }).click();
    expect(await player.locator(".popover").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await player.locator(".popover").isVisible()).toBe(false);
  });
});

describe("a chain", () => {
  it("that is clicked, or chosen with Enter, is the one whose trail is shown", async () => {
    const chains = page.locator(".animation").first();
    const trail = page.locator(".animation").nth(1);
    const followed = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement & { value: { chain: number } }>(".animation")].map(
          (a) => a.value.chain
        )
      );
    const cursor = chains.locator(".plane-cursor");
    await cursor.click({ position: { x: 60, y: 60 } });
    const [clicked, shown] = await followed();
    expect(clicked).toBe(shown);
    expect(await chains.locator(".readout").textContent()).toMatch(/^x = \(−\d/);
    await cursor.focus();
    for (let i = 0; i < 12; i += 1) await page.keyboard.press("ArrowRight");
    for (let i = 0; i < 12; i += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const [entered, drawn] = await followed();
    expect(entered).not.toBe(clicked);
    expect(entered).toBe(drawn);
    expect(await counter(trail)).toBe("1 / 300");
  });
});

describe("a control", () => {
  it("given nonsense says so, keeps what was typed, and keeps its last value in force", async () => {
    const rate = page.locator(".slider").first();
    const value = () => rate.evaluate((control: HTMLElement & { value: number }) => control.value);
    for (const [typed, complaint] of [
      ["NaN", "not a finite number"],
      ["7", "too large"],
      ["-1", "too small"],
      ["", "Nothing is given"]
    ]) {
      await rate.locator(".box").fill(typed);
      expect(await rate.locator(".fault").textContent()).toContain(complaint);
      expect(await rate.locator(".box").inputValue()).toBe(typed);
      expect(await value()).toBe(0.001);
    }
    await rate.locator(".box").fill("2e−2");
    expect([await value(), await rate.locator(".fault").textContent()]).toEqual([0.02, ""]);
    await rate.locator("input[type=range]").focus();
    await page.keyboard.press("End");
    expect([await value(), await rate.locator(".box").inputValue()]).toEqual([1, "1"]);
  });

  it("that runs shows how far it is, can be cancelled, and says how it ended", async () => {
    const run = page.locator(".run").first();
    const state = () => run.getAttribute("data-state");
    await run.getByRole("button", { name: "Count to twenty" }).click();
    await expect.poll(() => run.locator(".run-status").textContent(), patiently).toMatch(/of 20$/);
    await run.getByRole("button", { name: "Cancel" }).click();
    expect(await state()).toBe("cancelled");
    await run.getByRole("button", { name: "Count again" }).click();
    await expect.poll(state, patiently).toBe("done");
    const failing = page.locator(".run").nth(1);
    await failing.getByRole("button", { name: "Fail" }).click();
    await expect
      .poll(() => failing.locator(".error-box").textContent(), patiently)
      .toBe("It was asked to fail, and did.");
  });

  it("for pasted points names the line that is wrong and takes the points that are right", async () => {
    const paste = page.locator(".paste");
    const use = () => paste.getByRole("button", { name: "Use this" }).click();
    await paste.locator("textarea").fill("1,2\n3,x");
    await use();
    expect(await paste.locator(".error-box").textContent()).toContain("line 2");
    await paste.locator("textarea").fill("1,2\n3,4");
    await use();
    expect(await paste.getByRole("status").textContent()).toBe("Read from what was pasted: 2 points.");
    expect(await paste.locator(".error-box").textContent()).toBe("");
  });
});

describe("a chart's playhead", () => {
  it("is moved by keys and by dragging, and the legend gives the values there", async () => {
    const chart = page.locator(".chart").first();
    const playhead = chart.locator(".chart-playhead");
    await playhead.focus();
    for (const key of ["Home", "ArrowRight", "PageUp"]) await page.keyboard.press(key);
    expect(await playhead.getAttribute("aria-valuenow")).toBe("31");
    // 1 + 3 exp(−31 / 40)
    expect(await chart.locator(".legend-value").first().textContent()).toBe("2.382");
    const box = (await playhead.boundingBox())!;
    await page.mouse.move(box.x + 10, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 4 });
    await page.mouse.up();
    expect(Math.abs(Number(await playhead.getAttribute("aria-valuenow")) - 150)).toBeLessThanOrEqual(1);
  });
});

describe("a derivation", () => {
  it("is stepped through by keys, keeps its height, and hides from everyone the lines still to come", async () => {
    const derivation = page.locator(".derivation");
    const height = () => derivation.evaluate((root: HTMLElement) => root.offsetHeight);
    const before = await height();
    await derivation.getByRole("button", { name: "Step through" }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    expect(await derivation.getByRole("listitem").count()).toBe(2);
    expect(await derivation.getByRole("status").textContent()).toBe("line 2 of 3");
    expect(await height()).toBe(before);
    await page.keyboard.press("End");
    expect(await derivation.getByRole("listitem").count()).toBe(3);
  });
});

describe("a formula cell", () => {
  it("computes again when an entry is typed over, and names an entry that is no number", async () => {
    const cell = page.locator(".math-cell");
    const entry = cell.getByLabel("x, row 1, column 1");
    const values = () => cell.locator(".math-value").allTextContents();
    // (1, 2) · ((0.5, −1, 2), (1, 0, 0.25))
    expect((await values()).slice(0, 3)).toEqual(["2.5000", "−1.0000", "2.5000"]);
    await entry.fill("10");
    await expect.poll(async () => (await values())[0], patiently).toBe("7.0000");
    await entry.fill("ten");
    expect(await cell.locator(".matrix .fault").first().textContent()).toContain("“ten” is not a finite number");
    expect((await values())[0]).toBe("7.0000");
  });
});

describe("a player taken out of the page", () => {
  it("asks for no more frames", async () => {
    await page.locator(".player").first().getByRole("button", { name: "Play", exact: true }).click();
    const asked = await page.evaluate(async () => {
      document.querySelector(".animation")!.remove();
      // The figure beside it takes the room, once.
      for (let i = 0; i < 3; i += 1) await new Promise(requestAnimationFrame);
      const request = window.requestAnimationFrame.bind(window);
      let count = 0;
      window.requestAnimationFrame = (callback) => {
        count += 1;
        return request(callback);
      };
      await new Promise((resolve) => setTimeout(resolve, 300));
      window.requestAnimationFrame = request;
      return count;
    });
    expect(asked).toBe(0);
  });
});

describe("the theme", () => {
  it("chosen on the page overrules the system and is remembered", async () => {
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.locator(".theme-toggle .segment", { hasText: "Dark" }).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload({ waitUntil: "load" });
    expect(await paper()).toBe(dark);
  });
});

describe("all of it", () => {
  it("leaves no fault in the console and asks no other host for anything", () => {
    expect(faults).toEqual([]);
  });
});
