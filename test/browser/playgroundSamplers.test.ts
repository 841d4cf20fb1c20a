/** What the playground measures on the machine that was trained: five samplers raced, and log Z estimated. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { patiently } from "./looks.js";
import { openPlayground, realFaults } from "./playgroundPage.js";

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  page = await openPlayground(site);
});
afterAll(() => site.close());
afterEach(() => expect(realFaults(site)).toEqual([]));

describe("the race of the samplers", () => {
  const table = () => page.getByRole("region", { name: "The samplers, raced" });
  const race = () => page.locator(".run", { has: page.getByRole("button", { name: "Race the samplers" }) });

  it("gives each of five samplers its rates, its R̂ and its turns, and says what tempering gained", async () => {
    await race().getByRole("button", { name: "Race the samplers" }).click();
    await expect.poll(() => race().getAttribute("data-state"), patiently).toBe("done");
    const rows = await table()
      .locator("tbody tr")
      .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? "")));
    expect(rows.map(([name]) => name)).toEqual([
      "Block Gibbs",
      "Parallel tempering",
      "Trajectory tempering",
      "Gibbs–Langevin, corrected",
      "Gibbs–Langevin, biased"
    ]);
    for (const row of rows) {
      for (const cell of row.slice(1, 5)) expect(Number(cell)).toBeGreaterThan(0);
      expect(Number(row[5])).toBeGreaterThan(0.99);
      expect(Number(row[6])).toBeGreaterThanOrEqual(0);
    }
    const said = await page.getByText("times as fast a second as block Gibbs").textContent();
    const gain = Number(/cos θ ([\d.]+) times/.exec(said ?? "")?.[1]);
    const [gibbs, ...tempered] = rows.slice(0, 3).map((row) => Number(row[2]));
    expect(Math.abs(gain - Math.max(...tempered) / gibbs)).toBeLessThan(0.06 + gain / gibbs);
  });

  it("shows a chain of each sampler step by step: θ against hidden units drawn, or r against time", async () => {
    const traces = page.getByRole("img", { name: "Traces of the samplers" });
    const said = () => traces.getAttribute("aria-label");
    expect(await said()).toMatch(/θ, radians, over \d+ Gibbs steps’ cost\. Block Gibbs: \d+ steps, from −3\.1/);
    expect(await traces.locator("path.trace-dots").count()).toBe(5);
    await page.getByLabel("r", { exact: true }).check();
    await page.getByLabel("Time", { exact: true }).check();
    expect(await said()).toMatch(/r, in the units of x, over [\d.]+ ms\. Block Gibbs: \d+ steps, from \d/);
  });

  it("stops when it is cancelled", async () => {
    await race().getByRole("button", { name: "Race the samplers" }).click();
    await race().getByRole("button", { name: "Cancel" }).click();
    expect(await race().getAttribute("data-state")).toBe("cancelled");
  });
});

describe("log Z between two estimates", () => {
  it("is bracketed more and more closely, and the last estimates, each way and together, err by no more than four of their standard errors", async () => {
    const bracketing = page.locator(".run", { has: page.getByRole("button", { name: "Estimate log Z" }) });
    await bracketing.getByRole("button", { name: "Estimate log Z" }).click();
    await expect.poll(() => bracketing.getAttribute("data-state"), patiently).toBe("done");
    const said = (await page.getByText("temperatures and 1600 chains").textContent())!.replaceAll("−", "-");
    const off = Array.from(said.matchAll(/(-?[\d.]+)(?:·10⁻(.))? nats/g), ([, digits, power = "⁰"]) =>
      Number(`${digits}e-${"⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(power)}`)
    );
    expect(off).toHaveLength(3);
    const errors = Array.from(said.matchAll(/\((?:standard error )?([\d.]+)\)/g), ([, value]) => Number(value));
    expect(errors).toHaveLength(3);
    expect(errors[2]).toBeLessThanOrEqual(Math.min(errors[0], errors[1]));
    for (const [k, error] of off.entries()) expect(Math.abs(error)).toBeLessThan(4 * errors[k] + 1e-4);
    const rows = await page
      .getByRole("region", { name: "log Z, bracketed" })
      .locator("tbody tr")
      .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? "")));
    expect(rows.map(([temperatures]) => Number(temperatures))).toEqual([5, 10, 20, 40, 80, 160]);
    const widths = rows.map((row) => Number(/± ([\d.]+)/.exec(row[2])![1]));
    expect(widths[5]).toBeLessThan(widths[0] / 8);
  });
});
