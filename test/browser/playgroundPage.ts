import { readFileSync } from "node:fs";
import type { Download, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { sliderOf } from "./controls.js";
import { changes, patiently } from "./looks.js";
import type { Site } from "./browser.js";

/** The playground with a run that takes a moment, trained. */
export async function openPlayground(site: Site): Promise<Page> {
  const { page } = await site.open(
    "/playground?hidden=12&epochs=40&learn=no&sigma=0.1&optimizer=sgd&schedule=constant&rate=0.001&clipped=yes&batch=full"
  );
  await page.locator(".run[data-state=done]").first().waitFor();
  return page;
}

/** What went wrong, but that a page that is left gives up the workers that it was starting. */
export function realFaults(site: Site): string[] {
  return site.faults.filter((fault) => !/Worker\.\w+\.js net::ERR_ABORTED$/.test(fault));
}

/** What a reader does on the playground, and sees; `current` gives the page once there is one. */
export function playgroundOn(current: () => Page) {
  const run = (on = current()): Locator => on.locator(".run").first();
  const ends = (end: string, on = current()) =>
    expect.poll(() => run(on).getAttribute("data-state"), patiently).toBe(end);
  const nll = (): Locator => current().locator("figure.chart").first();
  return {
    run,
    ends,
    nll,
    plane: () => current().locator("figure.plane").first(),
    /** Waits until the run is judged and all mixtures are fitted: nothing is on its way to the figures. */
    async judged(): Promise<void> {
      await ends("done");
      const row = (name: string) =>
        current().getByRole("region", { name: "The machine, judged" }).locator("tr", { hasText: name });
      await expect.poll(() => row("Coverage").textContent(), patiently).toContain("%");
      await expect.poll(() => row("NLL, fresh points").textContent(), patiently).toContain("best mixture, K");
    },
    slider: (label: string) => sliderOf(current(), label),
    query: (on = current()) => Object.fromEntries(new URL(on.url()).searchParams),
    async trainsAnew(act: () => Promise<unknown>): Promise<void> {
      await changes(nll(), act);
      await ends("done");
    },
    async downloadOf(name: string): Promise<Buffer> {
      const [download]: [Download, void] = await Promise.all([
        current().waitForEvent("download"),
        current().getByRole("button", { name, exact: true }).click()
      ]);
      return readFileSync(await download.path());
    }
  };
}
