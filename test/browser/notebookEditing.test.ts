/** A small notebook, opened by a link and changed in every way the page offers: one visit, each test leaves it as it was. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toAddress } from "../../src/notebook/files/address.js";
import { code, notebookOf, text } from "../../src/notebook/templates/template.js";
import { axeFindings } from "./axe.js";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { patiently } from "./looks.js";

const small = notebookOf("Small", [
  text("# Rows\n\nA sum over rows, $\\sum_i A_{ij}$."),
  code("rate = slider(0, 1, 0.5)", { id: "rate" }),
  code("rows = [1, 2, 4; 8, 16, 32]", { id: "rows" }),
  code("total = rate * sum(rows, 1)", { id: "total" }),
  code("half(a) = rate * a\nhalf(rows)", { id: "half" }),
  code("# rows stay rows here\nscatter(rows[:, 1:2])", { id: "plot" })
]);

let site: Site;
let page: Page;
let faults: string[];
beforeAll(async () => {
  site = await openSite();
  ({ page, faults } = await site.open(`/notebook#${await toAddress(small)}`, { ...desktop, reducedMotion: "reduce" }));
  await page.locator(".cells[aria-busy=false] #cell-plot figure").waitFor();
});
afterAll(() => site.close());

const cell = (id: string): Locator => page.locator(`#cell-${id}`);
const order = (): Promise<string[]> => page.locator(".cell").evaluateAll((all) => all.map(({ id }) => id.slice(5)));
const sourceOf = async (id: string): Promise<string> =>
  (await cell(id).locator(".cm-content, .source-ink").first().innerText()).trim();

async function settled(): Promise<void> {
  const busy = page.locator(".cell[data-status=running], .cell[data-status=waiting]");
  await expect.poll(() => busy.count(), patiently).toBe(0);
}

/** Goes into a cell's editor, at the end of its text. */
async function enter(id: string): Promise<void> {
  await cell(id).locator(".cell-handle").press("Enter");
  await cell(id).locator(".cm-content").waitFor();
  await page.keyboard.press("Control+End");
}

/** The word in a cell's text, as a place on the screen. */
function place(id: string, word: string): Promise<{ x: number; y: number }> {
  return cell(id)
    .locator(".cm-content")
    .evaluate((root, wanted) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.textContent!.indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + wanted.length);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
      throw new Error(`no ${wanted} in ${root.textContent}`);
    }, word);
}

it("says once how many results are up to date when it opens", async () => {
  const said = page.locator(".notebook > p[role=status]");
  await expect.poll(() => said.textContent(), patiently).toBe("5 results are up to date.");
});

it("completes a name with the shape it has now, and a function with its signature and what it does", async () => {
  await enter("total");
  await page.keyboard.type(" + ro");
  const options = page.locator(".cm-tooltip-autocomplete li");
  await expect.poll(() => options.first().innerText(), patiently).toMatch(/^rows\s*\(2, 3\)$/);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.type("ws");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  expect(await sourceOf("total")).toBe("total = rate * sum(rows, 1) + rows");
  await page.keyboard.type(" + scat");
  await expect.poll(() => options.first().innerText(), patiently).toMatch(/^scatter\s*\(data = none, draws = none/);
  await expect.poll(() => page.locator(".cm-completionInfo").innerText(), patiently).toMatch(/plane/);
  await page.keyboard.press("Escape");
  expect(await options.count()).toBe(0);
  expect(await cell("total").locator(".cm-focused").count()).toBe(1);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("total = rate * sum(rows, 1)");
  await page.keyboard.press("Escape");
  await settled();
});

it("shows over a name its shape, its value and the cells that use it, which lead there", async () => {
  await enter("total");
  const word = await place("total", "rows");
  await page.mouse.move(word.x, word.y);
  const card = page.locator(".name-card");
  await card.waitFor();
  expect(await card.locator("p").allInnerTexts()).toEqual([
    "rows (2, 3)",
    "1, 2, 4, 8, 16, 32",
    "Used in: total, half, scatter(…)"
  ]);
  expect(await axeFindings(page)).toEqual([]);
  await card.getByRole("button", { name: "scatter(…)" }).click();
  expect(await page.evaluate(() => document.activeElement?.closest(".cell")?.id)).toBe("cell-plot");
});

it("moves a cell dragged by its handle to where the line stands, and Escape lets go of it", async () => {
  const before = await order();
  const drag = async (): Promise<void> => {
    // Away from the edges of the window, where the page would go along.
    await cell("rate").evaluate((target) => target.scrollIntoView({ block: "center" }));
    await cell("total").hover();
    const box = (await cell("total").locator(".cell-handle").boundingBox())!;
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    const target = (await cell("rate").boundingBox())!;
    await page.mouse.move(box.x + 10, box.y - 20);
    await page.mouse.move(box.x + 10, target.y + 4);
    await page.locator(".drop-line").waitFor();
    await expect
      .poll(async () =>
        Math.abs((await page.locator(".drop-line").boundingBox())!.y - (await cell("rate").boundingBox())!.y)
      )
      .toBeLessThan(4);
  };
  await drag();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  expect(await order()).toEqual(before);
  expect(await page.locator(".drop-line, .menu:not([hidden])").count()).toBe(0);
  await drag();
  await page.mouse.up();
  expect(await order()).toEqual(["cell-1", "total", "rate", "rows", "half", "plot"]);
  expect(await page.locator(".menu:not([hidden])").count()).toBe(0);
  await settled();
  expect(await cell("total").getAttribute("data-status")).toBe("idle");
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await order()).toEqual(before);
});

it("moves a cell by Alt with an arrow from within its editor, which keeps the focus", async () => {
  const before = await order();
  await enter("rows");
  await page.keyboard.press("Alt+ArrowUp");
  expect(await order()).toEqual(["cell-1", "rows", "rate", "total", "half", "plot"]);
  expect(await cell("rows").locator(".cm-focused").count()).toBe(1);
  await page.keyboard.press("Alt+ArrowDown");
  expect(await order()).toEqual(before);
  await page.keyboard.press("Escape");
});

it("deletes a cell from its menu, whose users then miss its name, and gives it back where it was", async () => {
  const before = await order();
  await cell("rows").locator(".cell-handle").click();
  expect(await axeFindings(page)).toEqual([]);
  await cell("rows").getByRole("menuitem", { name: "Delete" }).click();
  expect(await order()).toEqual(before.filter((id) => id !== "rows"));
  await expect.poll(() => cell("total").locator(".cell-fault").innerText(), patiently).toContain("rows");
  await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
  expect(await order()).toEqual(before);
  await settled();
  expect(await page.locator(".cell[data-status=failed]").count()).toBe(0);
});

it("renames a name in every formula, leaves comments and texts, and refuses a name that is taken", async () => {
  await enter("total");
  const word = await place("total", "rows");
  await page.mouse.click(word.x, word.y);
  await page.keyboard.press("F2");
  const dialog = page.getByRole("dialog", { name: "Rename rows" });
  await dialog.getByLabel("New name").fill("rate");
  await page.keyboard.press("Enter");
  await expect.poll(() => dialog.getByRole("alert").innerText()).toMatch(/There is a rate in this notebook already/);
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel("New name").fill("table2");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await settled();
  expect(await sourceOf("rows")).toBe("table2 = [1, 2, 4; 8, 16, 32]");
  expect(await sourceOf("total")).toBe("total = rate * sum(table2, 1)");
  expect(await sourceOf("half")).toBe("half(a) = rate * a\nhalf(table2)");
  expect(await sourceOf("plot")).toBe("# rows stay rows here\nscatter(table2[:, 1:2])");
  expect(await page.locator(".cell[data-status=failed]").count()).toBe(0);
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await sourceOf("rows")).toBe("rows = [1, 2, 4; 8, 16, 32]");
});

it("folds a cell to its first line and opens it again, by keys and by a click", async () => {
  await cell("half").locator(".cell-handle").press("f");
  const line = cell("half").getByRole("button", { name: "Unfold half" });
  expect(await line.innerText()).toBe("half(a) = rate * a");
  expect(await cell("half").locator(":is(.source, .result):visible").count()).toBe(0);
  expect(await line.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press("f");
  expect(await line.count()).toBe(0);
  await page.keyboard.press("f");
  await line.click();
  await cell("half").locator(".source").waitFor({ state: "visible" });
});

it("on a phone brings its graph into view when that is asked for, and saves it whole", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const graph = page.getByRole("complementary", { name: "Graph of the cells" });
  // It was beside the cells, and is below them now: shown or not, the menu's item brings it.
  for (
    let shown = await graph.isVisible(), first = true;
    first || !shown;
    first = false, shown = await graph.isVisible()
  ) {
    await page
      .locator(".notebook-toolbar")
      .getByRole("button", { name: /^Notebook/ })
      .click();
    await page.getByRole("menuitem", { name: "Graph of the cells" }).click();
  }
  const inView = () => graph.evaluate((root) => root.getBoundingClientRect().top < innerHeight - 80);
  await expect.poll(inView, patiently).toBe(true);
  const download = page.waitForEvent("download");
  await graph.getByRole("button", { name: "Save as SVG" }).click();
  const svg = readFileSync(await (await download).path(), "utf8");
  for (const id of ["rate", "rows", "total", "half", "plot"]) expect(svg).toContain(`data-cell="${id}"`);
  expect(svg).toContain("<title>All 5 are done.</title>");
  await page.setViewportSize({ width: 1280, height: 800 });
});

it("hides the code of one cell and of all; an input without code still sets what depends on it", async () => {
  await cell("rate").locator(".cell-handle").press("h");
  expect(await cell("rate").locator(".source").isVisible()).toBe(false);
  await cell("rate").locator("input[type=text]").fill("0.25");
  await expect.poll(() => cell("total").locator("td").allInnerTexts(), patiently).toEqual(["2.25", "4.5", "9"]);
  await page.getByRole("button", { name: "Hide code" }).click();
  expect(await page.locator(".source:visible").count()).toBe(0);
  // This one has not been opened yet: its plain box gives way to CodeMirror, and the code stays open.
  await enter("plot");
  expect(await cell("plot").locator(".cm-focused").isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  expect(await cell("plot").locator(".source").isVisible()).toBe(false);
  await page.getByRole("button", { name: "Hide code" }).click();
  await expect.poll(() => page.locator(".cell[data-kind=code] .source:visible").count(), patiently).toBe(5);
  expect(faults).toEqual([]);
});
