/** What "Open in the notebook" opens draws the very picture of the chapter, given the same room. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Locator, Page } from "playwright-core";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { look, patiently } from "./looks.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

interface Case {
  readonly path: string;
  /** what the link beside the figure is called */
  readonly link: string;
  /** the figure in the chapter, and what to look at of what the cell draws */
  readonly chapter: string;
  readonly made: string;
  /** both animations are brought to their first step */
  readonly isAnimated?: boolean;
}

const plane = "figure.plane";
const chart = "figure.chart";

const figures: readonly Case[] = [
  { path: "/", link: "Five hundred chains", chapter: ".hero-figure .animation", made: ".animation", isAnimated: true },
  { path: "/data", link: "The data", chapter: plane, made: plane },
  { path: "/data?truth=yes&inner=yes", link: "The data", chapter: plane, made: plane },
  { path: "/data?source=drawn&noise=0.2&truth=yes", link: "The data", chapter: plane, made: plane },
  { path: "/data?K=5", link: "A Gaussian mixture", chapter: `:nth-match(${plane}, 2)`, made: plane },
  { path: "/data", link: "Its score", chapter: chart, made: chart },
  { path: "/model", link: "The exact density of a small machine", chapter: `.small-machine ${plane}`, made: plane },
  { path: "/model?z=011", link: "p(x | z)", chapter: `#fig-conditional ${plane}`, made: plane },
  { path: "/model", link: "The trap of the sign", chapter: `#fig-sign ${plane}`, made: plane },
  { path: "/training", link: "The training", chapter: `#fig-training ${plane}`, made: plane },
  { path: "/training", link: "The training", chapter: `#fig-training .training-charts`, made: ".training-charts" },
  { path: "/training?epochs=200", link: "The training", chapter: `#fig-training ${plane}`, made: plane },
  { path: "/sampling", link: "The last draws", chapter: plane, made: plane },
  { path: "/sampling?hidden=25", link: "The last draws", chapter: plane, made: plane },
  { path: "/sampling", link: "All chains", chapter: "#fig-chains .animation", made: ".animation", isAnimated: true },
  { path: "/sampling", link: "The trail", chapter: `#fig-trail ${plane}`, made: plane, isAnimated: true },
  { path: "/sampling", link: "The angles", chapter: "#fig-angles .angle-chart", made: ".angle-chart" },
  { path: "/sampling", link: "The autocorrelation", chapter: `#fig-mixing ${chart}`, made: chart }
];

it.each(figures)(
  '"$link" of $path is the same to the pixel when its cells run in the notebook: $made',
  async ({ path, link, chapter, made, isAnimated = false }) => {
    const { page, faults } = await site.open(path, { ...desktop, reducedMotion: "reduce" });
    const open = page.getByRole("link", { name: `Open in the notebook: ${link}`, exact: true });
    // Some are not made before they are looked at.
    const place = page.locator(chapter.split(" ")[0]);
    if (chapter.startsWith("#")) await place.scrollIntoViewIfNeeded();
    await open.waitFor();
    const before = await settled(page, page.locator(`main ${chapter}`).first(), isAnimated);
    await open.click();
    await page.waitForURL(/notebook/);
    const cell = page.locator("#cell-figure");
    await cell.locator(made).first().waitFor();
    const busy = page.locator(".cell[data-status=running], .cell[data-status=waiting]");
    await expect.poll(() => busy.count(), patiently).toBe(0);
    const after = await settled(page, cell.locator(made).first(), isAnimated);
    expect(after).toBe(before);
    expect(faults.filter((fault) => !fault.endsWith("net::ERR_ABORTED"))).toEqual([]);
    await page.context().close();
  },
  120_000
);

/** What is drawn once it rests, in a room of the same size on every page: a column's width is not the figure's matter. */
async function settled(page: Page, figure: Locator, isAnimated: boolean): Promise<string> {
  await page.addStyleTag({
    content: "figure:is(.plane, .chart, .angle-chart) { width: 400px !important; max-width: none !important }"
  });
  await figure.waitFor();
  await figure.scrollIntoViewIfNeeded();
  await expect.poll(() => look(figure), patiently).not.toMatch(/^0 parts/);
  await rest(() => look(figure));
  if (isAnimated) {
    const player = figure.locator(
      "xpath=ancestor-or-self::*[contains(@class, 'animation') or contains(@class, 'trail')][1]"
    );
    await player.locator("input[type=range]").first().press("Home");
    await rest(() => look(figure));
  }
  return look(figure);
}

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
