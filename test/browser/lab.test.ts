/** The exercise in a browser: it is done by keyboard and mouse, and nothing typed is lost. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as Axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answersToFragment } from "../../src/exercise/cells/answers.js";
import { cells } from "../../src/exercise/cells/cells.js";
import { hole } from "../../src/language/syntax/names.js";
import { solutions } from "../../src/exercise/learner/learnerFunctions.js";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

async function openLab(search = ""): Promise<{ page: Page; faults: string[] }> {
  const opened = await site.open(`/lab${search}`, { ...desktop, bypassCSP: true, acceptDownloads: true });
  await opened.page.waitForFunction(
    (n) => document.querySelectorAll(".exercise-editor[data-rich]").length === n,
    cells.length
  );
  return opened;
}

async function type(page: Page, id: string, text: string, key = "Control+Enter"): Promise<void> {
  await page.locator(`#cell-${id} .cm-content`).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await page.keyboard.press(key);
}

function verdict(page: Page, id: string): Promise<string | null> {
  return page.locator(`#cell-${id} .exercise-verdict`).textContent();
}

const status = (page: Page, id: string, value: string) => page.waitForSelector(`#cell-${id}[data-status="${value}"]`);

describe("the lab", () => {
  it("is done from the first cell to the end, and the reader's machine equals ours", async () => {
    const { page, faults } = await openLab();
    for (const { id, solution } of cells) {
      await type(page, id, solution, id === "c" ? "Shift+Enter" : "Control+Enter");
      await status(page, id, "passed");
    }
    await page.waitForFunction(() =>
      /^All \w+ cells have passed\.$/.test(document.querySelector(".exercise-count")?.textContent ?? "")
    );
    const own = page.locator("#cell-loss .exercise-translation");
    await own.locator("summary").click();
    await own.locator(".segment", { hasText: "NumPy" }).click();
    expect(await own.locator(".exercise-code").textContent()).toContain("return np.mean(c(draws)) - np.mean(c(data))");
    await page.getByRole("button", { name: "Train both machines" }).click();
    const run = page.locator(".exercise-machine .run");
    await page.waitForSelector(".exercise-machine .run:not([data-state=idle])");
    await page.waitForSelector(".exercise-machine .run:not([data-state=running])", { timeout: 200_000 });
    expect(await run.locator(".run-status").textContent()).toMatch(/^Trained 300 epochs/);
    expect(await page.locator(".exercise-end h3").textContent()).toContain("Done");
    const [theirs, ours] = await page.locator(".exercise-end .quantity").allTextContents();
    expect(theirs).toBe(ours);
    expect(theirs).toMatch(/^1\.\d\d\d nats$/);
    await page.addScriptTag({ content: axe });
    const violations = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof Axe }).axe.run(document);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`);
    });
    expect(violations).toEqual([]);
    for (const name of ["Jupyter notebook", "Python file", "My answers as a file"]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      const text = readFileSync(await download.path(), "utf8");
      expect(text.length, name).toBeGreaterThan(300);
      if (name === "Jupyter notebook") expect(JSON.parse(text)).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("names a mistake, shows its place, and stops a huge or endless formula while the page lives on", async () => {
    const { page, faults } = await openLab();
    await type(page, "softplus", "log(1 + exp(a))");
    await status(page, "softplus", "failed");
    expect(await verdict(page, "softplus")).toContain("Naive log(1 + exp(a))");
    await type(page, "c", "sum(sgima2, 2)");
    await status(page, "c", "failed");
    expect(await verdict(page, "c")).toContain("Did you mean sigma2?");
    expect(await page.locator("#cell-c .cm-lintRange-error").textContent()).toBe("sgima2");
    await type(page, "c", "ones(1e6, 1e6)");
    await page.waitForFunction(() =>
      document.querySelector("#cell-c .exercise-verdict")?.textContent?.includes("1,000,000,000,000")
    );
    const doubled = Array.from({ length: 40 }, (_, k) => `f${k + 1}(y) = f${k}(f${k}(y))`).join("\n");
    await type(page, "c", `f0(y) = y + 1\n${doubled}\nf40(x)`);
    await page.waitForFunction(() =>
      /operations|seconds/.test(document.querySelector("#cell-c .exercise-outcome")?.textContent ?? "")
    );
    await type(page, "c", solutions.c);
    await status(page, "c", "passed");
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("completes the names in scope, and Tab leaves the editor", async () => {
    const { page } = await openLab();
    await page.locator("#cell-c .cm-content").click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("softp");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    expect(await page.locator(".cm-tooltip-autocomplete").textContent()).toContain("softplus");
    await page.waitForTimeout(150);
    await page.keyboard.press("Enter");
    expect(await page.locator("#cell-c .cm-content").textContent()).toBe("softplus");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Check");
    await page.keyboard.press("Shift+Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor") !== null)).toBe(true);
    await page.context().close();
  });

  it("opens hints one by one and the solution last, in four languages; figures without a machine say what is missing", async () => {
    const { page, faults } = await openLab();
    const cell = page.locator("#cell-c");
    for (let k = 1; k <= 3; k++) {
      expect(await cell.locator(".exercise-hints li").count()).toBe(k - 1);
      expect(await cell.locator(".exercise-code").count()).toBe(0);
      await cell.getByRole("button", { name: `Hint ${k} of 3` }).click();
    }
    await cell.getByRole("button", { name: "Show the solution" }).click();
    expect(await cell.locator(".exercise-solution .exercise-code").textContent()).toBe(solutions.c);
    await cell.locator(".segment", { hasText: "PyTorch" }).click();
    expect(await cell.locator(".exercise-code").textContent()).toContain("torch.sum(softplus(activation), dim=1)");
    const how = page.getByRole("button", { name: "How this is made: Your machine" });
    await how.click();
    await page.getByText("The cells can't be shown: train the machines first.").waitFor();
    expect(await how.getAttribute("aria-expanded")).toBe("false");
    expect(await page.getByText("Loading the cells…").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("keeps what is typed over a reload, resets cell by cell, and takes answers from a link without losing any", async () => {
    const { page } = await openLab();
    await type(page, "c", solutions.c);
    await type(page, "loss", "mean(c(data))", "Escape");
    await page.reload();
    await status(page, "c", "passed");
    expect(await page.locator("#cell-loss .cm-content").textContent()).toBe("mean(c(data))");
    await page.locator("#cell-loss").getByRole("button", { name: "Start again" }).click();
    expect(await page.locator("#cell-loss .cm-content").textContent()).toBe(hole);
    const link = `${site.origin}/lab?again#${answersToFragment({ c: "sum(x, 2)", loss: solutions.loss })}`;
    await page.goto(link);
    await page.waitForSelector(".exercise-notice button");
    expect(await page.locator("#cell-c .cm-content").innerText()).toContain("quadratic");
    await page.getByRole("button", { name: "Use the answers of the link" }).click();
    await page.waitForFunction(() => document.querySelector("#cell-c .cm-content")?.textContent === "sum(x, 2)");
    await status(page, "loss", "passed");
    await page.context().close();
  });

  it("hides the solutions, or shows them all, as the lecturer's link says", async () => {
    const hidden = await openLab("?solutions=hidden");
    const cell = hidden.page.locator("#cell-gibbsStep");
    await cell.getByRole("button", { name: "Hint 1 of 2" }).click();
    await cell.getByRole("button", { name: "Hint 2 of 2" }).click();
    expect(await hidden.page.getByRole("button", { name: "Show the solution" }).count()).toBe(0);
    await hidden.page.context().close();
    const shown = await openLab("?solutions=shown");
    expect(await shown.page.locator(".exercise-code").count()).toBe(cells.length);
    await shown.page.context().close();
  });

  it("runs a formula that did not pass when asked to, and says where it fails", async () => {
    const { page } = await openLab();
    await type(page, "pZGivenX", "(x ./ sigma2) * W + d");
    await status(page, "pZGivenX", "failed");
    await page.getByLabel("Use my formulas also where they did not pass").check();
    await page.getByRole("button", { name: "Train both machines" }).click();
    await page.waitForSelector(".exercise-end [role=alert]", { timeout: 150_000 });
    expect(await page.locator(".exercise-end").textContent()).toMatch(
      /Training stopped in epoch 1: in pZGivenX|Training stopped in epoch 1: bernoulli needs probabilities/
    );
    await page.context().close();
  });
});
