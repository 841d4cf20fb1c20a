/** A notebook leaves by a link and by files, and comes back; what the reader has stays as it is. One visit. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fromMarkdown, toMarkdown } from "../../src/notebook/files/markdown.js";
import { fromAddress, toAddress } from "../../src/notebook/files/address.js";
import { code, notebookOf, text } from "../../src/notebook/templates/template.js";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { patiently } from "./looks.js";

const lesson = notebookOf("Lesson", [
  text("# Rows\n\nA sum over rows, $\\sum_i A_{ij}$."),
  code('rate = slider(0, 1, 0.5, label = "Rate")', { id: "rate", hideCode: true }),
  code("rows = [1, 2, 4; 8, 16, 32]", { id: "rows" }),
  code("total = rate * sum(rows, 1)", { id: "total" }),
  code("trail(sample(machine(zeros(2), zeros(2), ones(2, 3), zeros(3)), 2, 5), 1)", { id: "trail" }),
  code("many = ones(30, 2)", { id: "many" }),
  code("scatter(ring())", { id: "plot" })
]);

let site: Site;
let page: Page;
let faults: string[];
const folder = mkdtempSync(join(tmpdir(), "notebook-files-"));
beforeAll(async () => {
  site = await openSite();
  const permissions = ["clipboard-read", "clipboard-write"];
  ({ page, faults } = await site.open(`/notebook#${await toAddress(lesson)}`, { ...desktop, permissions }));
  await ready();
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

const cell = (id: string): Locator => page.locator(`#cell-${id}`);
const entries = (id: string): Promise<string[]> => cell(id).locator("td").allInnerTexts();
const name = (): Promise<string> => page.getByLabel("Name of the notebook").inputValue();

/** The last cell is drawn, and so are those before it. */
async function ready(): Promise<void> {
  await page.locator(".cells[aria-busy=false] #cell-plot figure").waitFor();
}

/** The notebook of that name as the browser keeps it. */
function kept(title: string): Promise<string> {
  return page.evaluate(
    (key) =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("gaussian-bernoulli-rbm");
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction("histories").objectStore("histories").get(key);
          reading.onerror = () => reject(reading.error!);
          reading.onsuccess = () => {
            database.close();
            resolve(JSON.stringify(reading.result));
          };
        };
      }),
    title
  );
}

/** Chooses an entry of the menu of notebooks. */
async function choose(entry: string): Promise<void> {
  await page.getByRole("button", { name: "Notebook: open, new and files" }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

async function save(entry: string): Promise<{ file: string; path: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), choose(entry)]);
  const file = download.suggestedFilename();
  const path = join(folder, file);
  await download.saveAs(path);
  return { file, path, text: readFileSync(path, "utf8") };
}

async function openFile(fileName: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), choose("Open a file…")]);
  await chooser.setFiles({ name: fileName, mimeType: "text/plain", buffer: Buffer.from(text) });
}

it("copies a link that opens as a copy, and leaves the reader's own notebook of that name alone", async () => {
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Copy" }).first().click();
  await dialog.getByText("Copied.").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.split("#")[0]).toBe(`${site.origin}/notebook`);
  expect(await fromAddress(new URL(link).hash)).toEqual(lesson);
  await page.keyboard.press("Escape");
  // The reader goes on working in "Lesson"; then the class is sent the link again.
  await cell("rate").locator("input[type=text]").fill("0.25");
  await expect.poll(() => entries("total"), patiently).toEqual(["2.25", "4.5", "9"]);
  await expect.poll(() => kept("Lesson"), patiently).toContain('"value":0.25');
  await page.goto("about:blank");
  await page.goto(link);
  await ready();
  await expect.poll(name).toBe("Lesson (copy)");
  await expect.poll(() => entries("total"), patiently).toEqual(["4.5", "9", "18"]);
  await page.getByRole("button", { name: "Notebook: open, new and files" }).click();
  await page.getByRole("menuitemradio", { name: /^Lesson\s*7 cells/ }).click();
  await expect.poll(name).toBe("Lesson");
  await expect.poll(() => entries("total"), patiently).toEqual(["2.25", "4.5", "9"]);
});

it("saves Markdown that says the whole notebook and opens again as a copy of it", async () => {
  const { file, text } = await save("Save as Markdown");
  expect(file).toBe("lesson.md");
  const now = { ...lesson, cells: lesson.cells.map((each) => (each.id === "rate" ? { ...each, value: 0.25 } : each)) };
  expect(text).toBe(toMarkdown(now));
  await openFile("lesson.md", text.replace("rows, $", "all rows, $"));
  await expect.poll(name, patiently).toBe("Lesson (copy 2)");
  await expect.poll(() => cell("cell-1").innerText()).toContain("A sum over all rows");
  await expect.poll(() => entries("total"), patiently).toEqual(["2.25", "4.5", "9"]);
});

it("says of a file that is none what is wrong with it, and keeps what is open", async () => {
  await openFile("broken.md", "```formula\na = 1\n");
  await page.locator(".notice", { hasText: "The fence of line 1 is never closed." }).waitFor();
  expect(await name()).toBe("Lesson (copy 2)");
});

it("saves a Jupyter notebook with a cell for each of its own", async () => {
  const { file, text } = await save("Save as Jupyter");
  expect(file).toBe("lesson-copy-2.ipynb");
  const { nbformat, cells } = JSON.parse(text) as { nbformat: number; cells: { source: string | string[] }[] };
  expect(nbformat).toBe(4);
  const sources = cells.map(({ source }) => [source].flat().join(""));
  for (const line of ["A sum over all rows", "rate = ", "rows = ", "total = "])
    expect(sources.filter((source) => source.includes(line)).length, line).toBeGreaterThan(0);
});

it("saves one HTML file that opens from the disk with its results and no script, and comes back", async () => {
  const { file, path, text } = await save("Save as a page");
  expect(file).toBe("lesson-copy-2.html");
  const alone = await page.context().newPage();
  const complaints: string[] = [];
  alone.on("console", (message) => complaints.push(message.text()));
  alone.on("pageerror", (error) => complaints.push(error.message));
  alone.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
  });
  await alone.goto(pathToFileURL(path).href);
  expect(await alone.title()).toBe("Lesson (copy 2)");
  expect(await alone.locator("h1, h2").first().innerText()).toBe("Rows");
  expect(await alone.locator("math").count()).toBe(1);
  expect(await alone.getByText("Rate: 0.25").count()).toBe(1);
  expect(await alone.locator("#rate pre").count()).toBe(0);
  expect(await alone.locator("#total td").allInnerTexts()).toEqual(["2.25", "4.5", "9"]);
  expect(await alone.locator("#plot svg[role=img]").getAttribute("aria-label")).toContain("500 data");
  expect((await alone.locator("#plot svg > text").allTextContents()).map((words) => words.trim())).toContain(
    "500 data"
  );
  expect(await alone.locator("#many").innerText()).toContain("The first 5 rows. 1 to 1, mean 1.");
  // A player is left out.
  expect(await alone.locator("#trail").innerText()).not.toContain("At the end");
  // The very pixels of the page, and drawn: the file's own policy lets them in.
  const layers = cell("plot").locator("canvas");
  const drawn = await layers.evaluateAll((all: HTMLCanvasElement[]) => all.map((each) => each.toDataURL()));
  const sent = await alone.locator("#plot image").evaluateAll((all) => all.map((each) => each.getAttribute("href")!));
  expect(sent.length).toBeGreaterThan(0);
  expect(drawn).toEqual(expect.arrayContaining(sent));
  expect(complaints).toEqual([]);
  await alone.close();
  await openFile("page.html", text);
  await expect.poll(name, patiently).toBe("Lesson (copy 3)");
  await expect.poll(() => entries("total"), patiently).toEqual(["2.25", "4.5", "9"]);
  expect(fromMarkdown((await save("Save as Markdown")).text).cells).toHaveLength(lesson.cells.length);
  expect(faults.filter((fault) => !/blob:.*ERR_ABORTED/.test(fault))).toEqual([]);
});

it("figures of chapters open from the menu as notebooks of their own, one trained for it, and what was open stays in it", async () => {
  const before = await name();
  for (const [figure, notebook] of [
    ["The data", "A ring of five hundred points"],
    ["The Gaussians of the mixture", "A mixture of Gaussians"]
  ]) {
    await page.getByRole("button", { name: "Notebook: open, new and files" }).click();
    await page.getByRole("menuitem", { name: "A figure of a chapter" }).click();
    const panel = page.getByRole("dialog", { name: "Figures of the chapters" });
    await panel.getByRole("button", { name: figure, exact: true }).click();
    await expect.poll(name, patiently).toBe(notebook);
    await expect.poll(() => panel.count(), patiently).toBe(0);
    await cell("figure").locator("figure.plane").waitFor();
  }
  await page.getByRole("button", { name: "Notebook: open, new and files" }).click();
  await page.getByRole("menuitemradio", { name: before }).first().waitFor();
  await page.keyboard.press("Escape");
});
