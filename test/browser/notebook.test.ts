/** The notebook's page: it opens finished, follows what is typed, and keeps it. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { changes, described, patiently, saying } from "./looks.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Opens the notebook and waits until every cell is up to date. */
async function open(path = "/notebook"): Promise<{ page: Page; faults: string[] }> {
  const opened = await site.open(path, desktop);
  await opened.page.locator(".cell").first().waitFor();
  await settled(opened.page);
  return opened;
}

async function settled(page: Page): Promise<void> {
  const busy = page.locator(".cell[data-status=running], .cell[data-status=waiting]");
  await expect.poll(() => busy.count(), patiently).toBe(0);
}

const cell = (page: Page, id: string): Locator => page.locator(`#cell-${id}`);

/** Types a formula in the place of a cell's own. */
async function type(page: Page, id: string, source: string): Promise<void> {
  const box = cell(page, id).locator("textarea.source-plain, .cm-content").first();
  await box.click();
  await cell(page, id).locator(".cm-content").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(source);
}

describe("/notebook", () => {
  it("opens on the course's notebook, every cell done, its figures drawn", async () => {
    const { page, faults } = await open();
    expect(await page.locator(".cell[data-status=failed]").count()).toBe(0);
    expect(await page.locator(".cell figure.plane").count()).toBe(4);
    expect(await page.locator(".cell figure.chart").count()).toBeGreaterThanOrEqual(3);
    expect(await cell(page, "data").locator(".shape-tag").textContent()).toBe("(500, 2)");
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("at twice its size has its toolbar in one row, and a long row of numbers whole", async () => {
    const { page } = await site.open("/notebook", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    await cell(page, "parameters").locator(".tensor-more").waitFor();
    const toolbar = (await page.locator(".notebook-toolbar").boundingBox())!;
    expect(toolbar.height).toBeLessThan(70);
    const more = cell(page, "parameters").locator(".tensor-more");
    await more.scrollIntoViewIfNeeded();
    const [box, clip] = [await more.boundingBox(), await more.locator("xpath=ancestor::div[1]").boundingBox()];
    expect(box!.x + box!.width).toBeLessThanOrEqual(clip!.x + clip!.width);
    await page.context().close();
  });

  it("trains, samples and draws anew when the hidden units change, and leaves the data's plot alone", async () => {
    const { page } = await open();
    await cell(page, "data-plot")
      .locator("figure")
      .evaluate((figure) => figure.setAttribute("data-mark", "same"));
    await changes(cell(page, "last-draws").locator("figure"), () =>
      cell(page, "hidden").locator("input[type=text]").fill("20")
    );
    await settled(page);
    expect(await cell(page, "parameters").locator(".result-tag", { hasText: "W" }).textContent()).toContain("(2, 20)");
    expect(await cell(page, "data-plot").locator("[data-mark=same]").count()).toBe(1);
    await page.context().close();
  });

  it("speaks of a ring beside a ring's points, and of none beside others in the same window", async () => {
    const { page } = await open();
    const figures = ["data-plot", "last-draws", "chains"].map((id) => cell(page, id).locator("figure.plane"));
    for (const figure of figures) await saying(figure, /500 data, as circles, \d+ % of them between radius/);
    await type(page, "data", 'data = planeLaw("moons", 500)');
    for (const figure of figures) await saying(figure, /500 data, as circles(, \d+ outside the window)?\./);
    for (const figure of figures) expect(await described(figure)).not.toContain("between radius");
    await page.context().close();
  });

  it("tells a missing name at its place and by its cell, and the other cells live on", async () => {
    const { page } = await open();
    await type(page, "sigma2", "sigma2 = exp(logSigma3)");
    await expect
      .poll(() => cell(page, "sigma2").locator(".cell-fault").textContent(), patiently)
      .toContain("logSigma3");
    await expect.poll(() => cell(page, "sigma2").locator(".cm-lintRange-error").textContent()).toBe("logSigma3");
    expect(await cell(page, "data").getAttribute("data-status")).toBe("idle");
    await expect.poll(() => cell(page, "c").getAttribute("data-status"), patiently).toBe("failed");
    await type(page, "sigma2", "sigma2 = exp(logSigma2)");
    await settled(page);
    expect(await page.locator(".cell[data-status=failed]").count()).toBe(0);
    await page.context().close();
  });

  it("brings back a deleted cell with Ctrl+Z, and keeps the undo across a reload", async () => {
    const { page } = await open();
    const count = await page.locator(".cell").count();
    await cell(page, "data-plot").locator(".cell-handle").focus();
    await page.keyboard.press("Delete");
    expect(await page.locator(".cell").count()).toBe(count - 1);
    // At once: the last edit before a page goes is kept too.
    await page.reload();
    await page.locator(".cell").first().waitFor();
    expect(await cell(page, "data-plot").count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await cell(page, "data-plot").count()).toBe(1);
    await page.context().close();
  });

  it("moves a cell by Alt with an arrow, goes on with the keyboard, and draws the moved figure", async () => {
    const { page } = await open();
    const place = () => page.locator(".cell").evaluateAll((all) => all.findIndex(({ id }) => id === "cell-data-plot"));
    const before = await place();
    await cell(page, "data-plot").locator(".cell-handle").focus();
    await page.keyboard.press("Alt+ArrowUp");
    expect(await place()).toBe(before - 1);
    await page.keyboard.press("Alt+ArrowDown");
    expect(await place()).toBe(before);
    expect(await page.evaluate(() => document.activeElement?.closest(".cell")?.id)).toBe("cell-data-plot");
    await page.context().close();
  });

  it("shows in its graph which cell uses which, and a node leads to its cell", async () => {
    const { page } = await open();
    const node = page.locator(".graph-node[data-cell=training]");
    expect(await node.getAttribute("aria-label")).toBe("run, done");
    expect(await page.locator(".graph-edge[data-from=hidden][data-to=parameters]").count()).toBe(1);
    await node.click();
    expect(await page.evaluate(() => document.activeElement?.closest(".cell")?.id)).toBe("cell-training");
    await page.context().close();
  });

  it("renders a text of the reader's with its mathematics, and nothing that runs", async () => {
    const { page, faults } = await open();
    await page.getByRole("button", { name: "+ Text" }).click();
    const last = page.locator(".cell").last();
    await last.locator(".cm-content").waitFor();
    await page.keyboard.insertText('$e^x$ <img src=x onerror="window.reached=1"> [go](javascript:window.reached=1)');
    await page.keyboard.press("Escape");
    await last.locator(".text-view .katex").waitFor();
    expect(await last.locator(".text-view :is(img, script, a[href^=javascript])").count()).toBe(0);
    expect(await page.evaluate(() => "reached" in window)).toBe(false);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("opens a link as a copy beside what the reader has, and takes it out of the address", async () => {
    const { page } = await open();
    await type(page, "sigma2", "sigma2 = exp(logSigma2) + 0");
    await settled(page);
    await page.getByRole("button", { name: "Share" }).click();
    const link = await page.locator("dialog textarea").first().inputValue();
    expect(link.length).toBeLessThan(16_200);
    await page.goto("about:blank");
    await page.goto(link);
    await page.locator(".cell").first().waitFor();
    await settled(page);
    await expect.poll(() => page.evaluate(() => location.hash), patiently).toBe("");
    expect(await cell(page, "sigma2").locator(".source").textContent()).toContain("+ 0");
    await page.context().close();
  });
});

describe("/embed", () => {
  it("shows one cell with the inputs it depends on, and tells its height to the page around it", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Share" }).click();
    await page
      .getByLabel("Cell", { exact: true })
      .selectOption({ label: "1. data" })
      .catch(() => undefined);
    const snippet = await page.locator("dialog textarea").nth(1).inputValue();
    const src = /src="([^"]+)"/.exec(snippet)![1].replaceAll("&amp;", "&");
    const url = new URL(src);
    url.searchParams.set("cell", "last-draws");
    await page.goto(`${site.origin}/data`);
    const heights = await page.evaluate(async (address) => {
      const told: number[] = [];
      addEventListener("message", ({ data }) => told.push((data as { rbmHeight: number }).rbmHeight));
      const frame = document.createElement("iframe");
      frame.src = address;
      frame.width = "700";
      document.body.append(frame);
      while (!(told.at(-1) > 400)) await new Promise((resolve) => setTimeout(resolve, 100));
      return told;
    }, url.href);
    expect(heights.at(-1)).toBeGreaterThan(400);
    const frame = page.frameLocator("iframe");
    await frame.locator("figure.plane").waitFor();
    expect(await frame.getByLabel("Hidden units, m", { exact: true }).count()).toBe(1);
    expect(await frame.locator(".source, .notebook-toolbar").count()).toBe(0);
    await page.context().close();
  });
});
