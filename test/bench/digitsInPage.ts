/**
 * Training in the digits page, in Chromium on the built site: seconds from the click to the finished machine by the
 * page's recipe, and its score on fresh images as the page gives it. Run alone: `npx tsx test/bench/digitsInPage.ts`.
 */
import { pathToFileURL } from "node:url";
import { desktop, openSite } from "../browser/browser.js";

export interface PageTraining {
  /** what the page says when it is done */
  readonly told: string;
  readonly seconds: number;
  /** what the page says of the new machine's score */
  readonly score: string;
}

export async function measureDigitsInPage(seed: number): Promise<PageTraining> {
  const site = await openSite();
  try {
    const { page, faults } = await site.open(`/digits?seed=${seed}`, desktop);
    const studio = page.locator(".digits-studio .run");
    await studio.getByRole("button", { name: "Train in this browser" }).waitFor();
    await page.waitForTimeout(2000);
    const start = performance.now();
    await studio.getByRole("button", { name: "Train in this browser" }).click();
    await page.locator('.digits-studio .run[data-state="done"]').waitFor({ timeout: 300_000 });
    const seconds = (performance.now() - start) / 1000;
    const told = await studio.locator(".run-status").innerText();
    const panel = page.locator(".digits-score");
    await panel.scrollIntoViewIfNeeded();
    await panel.getByRole("button", { name: "Score the current machine" }).click();
    await panel.locator('.run[data-state="done"]').waitFor({ timeout: 300_000 });
    if (faults.length > 0) throw new Error(faults.join("\n"));
    return { told, seconds, score: await panel.innerText() };
  } finally {
    await site.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for (let seed = 0; seed < Number(process.argv[2] ?? 3); seed++) {
    const { seconds, told, score } = await measureDigitsInPage(seed);
    console.log(`seed ${seed}: ${seconds.toFixed(1)} s from the click. ${told}\n${score}\n`);
  }
