/** What "Open in the notebook" opens draws the very picture of the chapter. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { look, patiently } from "./looks.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Page, address of a state, the figure's canvases in the chapter, and what its link is called. */
const figures = [
  { path: "/data", figure: "The data", drawn: 0, link: "The data" },
  { path: "/data?K=5", figure: "A Gaussian mixture", drawn: 1, link: "A Gaussian mixture" },
  { path: "/model", figure: "A small machine", drawn: 0, link: "The exact density of a small machine" },
  { path: "/sampling", figure: "The last draws", drawn: 0, link: "The last draws" },
  { path: "/sampling", figure: "The trail", drawn: 2, link: "The trail" }
] as const;

it.each(figures)(
  "$figure of $path is the same to the pixel when its cells run in the notebook",
  async ({ path, drawn, link }) => {
    const { page, faults } = await site.open(path, desktop);
    const chapter = page.locator("main figure.plane").nth(drawn);
    const open = page.getByRole("link", { name: `Open in the notebook: ${link}`, exact: true });
    await chapter.waitFor();
    await open.waitFor();
    await chapter.scrollIntoViewIfNeeded();
    await rest(() => look(chapter));
    const before = await look(chapter);
    await open.click();
    await page.waitForURL(/notebook/);
    const made = page.locator("#cell-figure figure.plane").first();
    await made.waitFor();
    const busy = page.locator(".cell[data-status=running], .cell[data-status=waiting]");
    await expect.poll(() => busy.count(), patiently).toBe(0);
    await made.scrollIntoViewIfNeeded();
    await expect.poll(() => look(made), patiently).toBe(before);
    expect(faults.filter((fault) => !fault.endsWith("net::ERR_ABORTED"))).toEqual([]);
    await page.context().close();
  },
  120_000
);

/** Waits until a picture has been the same for a second. */
async function rest(picture: () => Promise<string>): Promise<void> {
  let last = "";
  for (let same = 0; same < 4;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const now = await picture();
    same = now === last ? same + 1 : 0;
    last = now;
  }
}
