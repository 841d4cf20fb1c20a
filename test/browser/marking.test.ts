/** The instructor's page: a folder of answers, a table, and the table as CSV. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvParse } from "d3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeAnswers } from "../../src/exercise/cells/answers.js";
import { cells } from "../../src/exercise/cells/cells.js";
import { solutions } from "../../src/exercise/learner/learnerFunctions.js";
import { desktop, openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { patiently } from "./looks.js";

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = mkdtempSync(join(tmpdir(), "class-"));
  const put = (name: string, text: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "ring-answers.json"), text);
  };
  put("Anna", writeAnswers(solutions));
  put("Ben", writeAnswers({ ...solutions, softplus: "log(1 + exp(a))", loss: "mean(c(data)) - mean(c(draws))" }));
  put("Cleo", writeAnswers({ softplus: "log(1 + exp(a))", sample: "f(y) = f(y)\niterate(f, b, 3)" }));
  put("Dan", '{"format": "something else"}');
  writeFileSync(join(folder, "readme.txt"), "not answers");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await site.close();
});

it("marks a folder of answers, names the mistakes, and gives the table as CSV", async () => {
  const { page, faults } = await site.open("/marking", desktop);
  const run = page.locator(".run");
  await page.getByRole("button", { name: "Mark them" }).click();
  await expect.poll(() => run.locator(".error-box").textContent(), patiently).toContain("nothing to mark yet");
  await page.getByLabel("A folder").setInputFiles(folder);
  await expect.poll(() => page.locator("tbody tr").count(), patiently).toBe(4);
  await expect.poll(() => run.locator(".run-status").textContent(), patiently).toContain("3 of 4 files marked");
  const all = cells.length;
  const row = (who: string) => page.locator("tbody tr").filter({ hasText: who }).innerText();
  expect(await row("Anna")).toContain(`${all} of ${all}`);
  expect(await row("Ben")).toMatch(new RegExp(`${all - 2} of ${all}[^]*Naive log`));
  expect(await row("Cleo")).toContain(`0 of ${all}`);
  expect(await row("Dan")).toContain('"format" must be');
  expect(await page.locator(".marking-common").innerText()).toContain("2 students: softplus: Naive log(1 + exp(a))");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "The table as CSV" }).click();
  const rows = csvParse(readFileSync(await (await waiting).path(), "utf8"));
  const passed = [`Anna ${all}`, `Ben ${all - 2}`, "Cleo 0", "Dan 0"];
  expect(rows.map(({ who, passed }) => `${who} ${passed}`)).toEqual(passed);
  expect(faults).toEqual([]);
  await page.context().close();
});

it("refuses a folder without answers, keeps the table, and fits a phone", async () => {
  const { page } = await site.open("/marking", phone);
  await page.getByLabel("Files").setInputFiles([join(folder, "Anna", "ring-answers.json")]);
  await expect.poll(() => page.locator("tbody tr").count(), patiently).toBe(1);
  await page.getByLabel("Files").setInputFiles([join(folder, "readme.txt")]);
  await expect.poll(() => page.locator(".paste .error-box").textContent(), patiently).toContain("no .json files");
  expect(await page.locator("tbody tr").count()).toBe(1);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
  await page.context().close();
});
