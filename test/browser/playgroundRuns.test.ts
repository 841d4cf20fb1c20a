/** Many runs of the playground side by side: those that are kept, and a grid of them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { changes, patiently, saying } from "./looks.js";
import { openPlayground, playgroundOn, realFaults } from "./playgroundPage.js";

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  page = await openPlayground(site);
});
afterAll(() => site.close());
afterEach(() => expect(realFaults(site)).toEqual([]));

const { ends, nll, plane, slider, query, trainsAnew, downloadOf } = playgroundOn(() => page);

describe("a run that is kept", () => {
  const runs = () => page.getByRole("region", { name: "Runs kept" });

  it("stays in the chart, in its own plane and in a table, beside the next one; both go out as CSV; its recipe is opened", async () => {
    await page.getByRole("button", { name: "For any shape" }).click();
    await slider("Hidden units").type("12");
    await ends("done");
    await changes(nll(), () => page.getByRole("button", { name: "Keep this run" }).click());
    await nll().getByText("the run kept").waitFor();
    await saying(page.locator(".kept-runs figure.plane"), /500 draws/);
    await trainsAnew(() => slider("Hidden units").type("3"));
    await page.getByRole("button", { name: "Keep this run" }).click();
    const rows = await runs().locator("tbody th").allTextContents();
    expect([...rows].sort()).toEqual(["hidden 12", "hidden 3"]);
    const [head, ...lines] = (await downloadOf("Runs as CSV")).toString().trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(head).toMatch(/^data,.*nll_test/);
    const columnHead = (name: string) => runs().getByRole("columnheader", { name });
    const sorting = () => columnHead("NLL, fresh points").getAttribute("aria-sort");
    expect(await sorting()).toBe("ascending");
    await columnHead("What is its own").getByRole("button").press("Enter");
    expect(await runs().locator("tbody th").allTextContents()).toEqual(["hidden 3", "hidden 12"]);
    await columnHead("What is its own").getByRole("button").press("Enter");
    expect(await runs().locator("tbody th").allTextContents()).toEqual(["hidden 12", "hidden 3"]);
    expect([await columnHead("What is its own").getAttribute("aria-sort"), await sorting()]).toEqual([
      "descending",
      null
    ]);
    await changes(plane(), () => runs().getByRole("button", { name: "Open: hidden 12" }).click());
    await ends("done");
    expect(await slider("Hidden units").value()).toBe(12);
    await page.getByRole("button", { name: "Drop them all" }).click();
    expect(await runs().isVisible()).toBe(false);
  });
});

describe("a grid of runs", () => {
  const grid = () => page.locator(".grid-of-runs");
  const state = () => grid().locator(".run").getAttribute("data-state");
  const table = () => grid().getByRole("region", { name: "The grid of runs" });
  const map = () => grid().getByRole("img");

  it("is run in the background, and its map and its table hold the same values; each opens its run, which has that score", async () => {
    await grid().getByLabel("Its values, across").fill("0.001, 0.02");
    await grid().getByLabel("Its values, down").fill("3, ten");
    await grid().getByText("“ten” is not a finite number").waitFor();
    await grid().getByLabel("Its values, down").fill("3, 12");
    await grid().getByRole("button", { name: "Run the grid" }).click();
    await expect.poll(() => state(), patiently).toBe("done");
    const values = await table().getByRole("button").allTextContents();
    expect(values).toHaveLength(4);
    for (const value of values) expect(await map().getAttribute("aria-label")).toContain(value);
    await map().locator(".heat-cell").nth(3).click();
    await ends("done");
    expect(query()).toMatchObject({ hidden: "12" });
    await expect
      .poll(() => page.locator(".score-table tbody tr").first().textContent(), patiently)
      .toContain(`${values[3]} nats`);
    await trainsAnew(() => table().getByRole("button").first().press("Enter"));
    expect(await slider("Hidden units").value()).toBe(3);
    await expect
      .poll(() => page.locator(".score-table tbody tr").first().textContent(), patiently)
      .toContain(`${values[0]} nats`);
    expect((await downloadOf("Grid as CSV")).toString().trim().split("\n")).toHaveLength(5);
  });

  it("is stopped, kept, and goes on after a reload; left at work, it goes on by itself", async () => {
    await slider("Epochs").type("2000");
    await ends("done");
    // Each takes a second or more: there is time to stop before the last.
    await grid().getByLabel("Its values, down").fill("60, 80");
    await grid().getByRole("button", { name: "Run the grid" }).click();
    await expect.poll(() => grid().locator(".run-status").first().textContent(), patiently).toMatch(/^[1-3] of 4 runs/);
    await grid().getByRole("button", { name: "Cancel" }).click();
    const onwards = grid().getByRole("button", { name: "Go on with the grid" });
    await onwards.waitFor();
    const known = await table().getByRole("button").allTextContents();
    await page.reload();
    await ends("done");
    await onwards.waitFor();
    expect(await table().getByRole("button").allTextContents()).toEqual(known);
    await onwards.click();
    await expect.poll(() => table().getByRole("button").count(), patiently).toBeGreaterThan(known.length);
    await page.reload();
    await expect.poll(() => table().getByRole("button").count(), patiently).toBe(4);
    const values = await table().getByRole("button").allTextContents();
    expect(values.slice(0, known.length)).toEqual(known);
  });
});
