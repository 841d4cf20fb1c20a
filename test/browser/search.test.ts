/** The search of the header: found by button and keys, read by keyboard, true to its index, kept offline with the rest. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Passage } from "../../src/search/passage.js";
import { axeFindings } from "./axe.js";
import { cells } from "../../src/exercise/cells/cells.js";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

it("every passage of the index leads to a place that the built page has", () => {
  const folder = join("dist", "_file", "data");
  const index = readdirSync(folder).find((name) => /^search\.\w+\.json$/.test(name))!;
  const passages = JSON.parse(readFileSync(join(folder, index), "utf8")) as Passage[];
  expect(passages.length).toBeGreaterThan(80);
  const pages = new Map<string, string>();
  for (const { href } of passages) {
    const [page, anchor] = href.split("#");
    if (!pages.has(page)) pages.set(page, readFileSync(join("dist", `${page || "index"}.html`), "utf8"));
    // An instructor's own cells bring their places with them, when the page runs.
    if (anchor?.startsWith("write-own-")) expect(cells.map(({ id }) => `write-${id}`)).toContain(anchor);
    else if (anchor) expect(pages.get(page), href).toContain(`id="${anchor}"`);
  }
});

it("opens by Ctrl-K, says what it found, goes through it by arrow keys, and leads to the place by Enter", async () => {
  const { page } = await site.open("/marking", { ...desktop, bypassCSP: true });
  const dialog = page.getByRole("dialog", { name: "Search" });
  const count = dialog.getByRole("status");
  const first = dialog.getByRole("link").first();
  await page.getByRole("button", { name: "Search" }).waitFor();
  expect(
    await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .join()
    )
  ).not.toMatch(/search\.\w+\.json/);
  await page.keyboard.press("Control+k");
  await dialog.getByText("Type a word").waitFor();
  await page.keyboard.type("phlogiston");
  expect(await count.textContent()).toBe("Nothing on these pages has “phlogiston”.");
  await dialog.getByLabel("Search these pages").fill("annealed sampling");
  expect(await count.textContent()).toMatch(/^\d passages$/);
  expect(await first.innerText()).toMatch(/^Digits › How good is it\?\n.*Annealed importance sampling/);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  expect(await page.evaluate(() => document.activeElement!.textContent)).toContain("How good is it?");
  await page.keyboard.press("ArrowUp");
  expect(await page.evaluate(() => document.activeElement!.tagName)).toBe("INPUT");
  await page.keyboard.press("Escape");
  expect(await dialog.isVisible()).toBe(false);
  await page.getByRole("button", { name: "Search" }).click();
  await dialog.getByLabel("Search these pages").fill("mark a class");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/marking");
  expect(await page.locator("h1").textContent()).toBe("Mark a class");
  await page.context().close();
});
