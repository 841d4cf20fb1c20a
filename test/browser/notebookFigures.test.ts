/** What "Open in the notebook" opens draws the very picture of the chapter, given the same room. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Locator, Page } from "playwright-core";
import { chapterFigures } from "../../src/components/chapters/notebook/chapterFigures.js";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { look, patiently, stillLook } from "./looks.js";
import { figureCases } from "./notebookFigureCases.js";
import type { FigureCase } from "./notebookFigureCases.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Tests that run side by side have no expect.poll. */
function until(holds: () => Promise<void>): Promise<void> {
  return vi.waitFor(holds, patiently);
}

it("the Notebook menu offers every figure that opens, but those that need the reader's formulas", () => {
  const offered = chapterFigures.flatMap(({ figures }) => figures.map(({ name }) => name));
  for (const { path, link, also = [] } of figureCases)
    for (const each of [link, ...also.map((other) => other.link)])
      if (!["Your machine", "The losses"].includes(each)) expect(offered, `${each} of ${path}`).toContain(each);
});

const name = ({ path, link, also = [] }: FigureCase) => ({
  path,
  links: [link, ...also.map((other) => other.link)].join(", ")
});

it.concurrent.each(figureCases.map((figure) => ({ ...figure, ...name(figure) })))(
  '"$links" of $path: the same to the pixel when its cells run in the notebook',
  async ({ path, link, pictures, also = [], says, first, isAnimated = false }) => {
    const { page, faults } = await site.open(path, { ...desktop, reducedMotion: "reduce" });
    await comeNear(page, link, pictures);
    await first?.(page);
    if (says) await saying(page, pictures, says);
    for (const other of also) {
      await comeNear(page, other.link, other.pictures);
      const before = await inChapter(page, other.pictures, isAnimated);
      // A link like any other, once the pointer has been on it: with the key it opens beside.
      await linkOf(page, other.link).hover();
      await until(async () => expect(await linkOf(page, other.link).getAttribute("href")).toContain("#n="));
      const opened = page.context().waitForEvent("page");
      await linkOf(page, other.link).click({ modifiers: ["ControlOrMeta"] });
      await looksAlike(await opened, other.pictures, isAnimated, before);
      await (await opened).close();
    }
    const before = await inChapter(page, pictures, isAnimated);
    await linkOf(page, link).click();
    await looksAlike(page, pictures, isAnimated, before);
    expect(faults.filter((fault) => !fault.endsWith("net::ERR_ABORTED"))).toEqual([]);
    await page.context().close();
  }
);

const linkOf = (page: Page, link: string): Locator =>
  page.getByRole("link", { name: `Open in the notebook: ${link}`, exact: true });

/** Some figures are not made before they are looked at. */
async function comeNear(page: Page, link: string, pictures: FigureCase["pictures"]): Promise<void> {
  const [place] = pictures[0][0].split(" ");
  if (place.startsWith("#")) await page.locator(place).scrollIntoViewIfNeeded();
  await linkOf(page, link).waitFor();
}

/** Waits until the words of the first picture match. */
function saying(page: Page, pictures: FigureCase["pictures"], words: RegExp): Promise<void> {
  const picture = page.locator(`main ${pictures[0][0]}`).first().locator(".plane-picture");
  return until(async () => expect(await picture.getAttribute("aria-label")).toMatch(words));
}

async function inChapter(page: Page, pictures: FigureCase["pictures"], isAnimated: boolean): Promise<string[]> {
  const shown = pictures.map(([chapter]) => page.locator(`main ${chapter}`).first());
  await placed(page, shown, isAnimated);
  return atRest(shown);
}

/** Waits until the cells of the notebook have drawn the same. */
async function looksAlike(
  page: Page,
  pictures: FigureCase["pictures"],
  isAnimated: boolean,
  before: readonly string[]
): Promise<void> {
  await page.waitForURL(/notebook/);
  const cells = pictures.map(([, made, id = "figure"]) => page.locator(`#cell-${id}`).locator(made).first());
  await cells[0].waitFor();
  const busy = page.locator(".cell[data-status=running], .cell[data-status=waiting]");
  await until(async () => expect(await busy.count()).toBe(0));
  await placed(page, cells, isAnimated);
  await until(async () => expect(await looks(cells)).toEqual(before));
}

/** Gives figures a room of the same size on every page, since a column's width is not their matter, and comes near them. */
async function placed(page: Page, figures: readonly Locator[], isAnimated: boolean): Promise<void> {
  await page.addStyleTag({
    content: "figure:is(.plane, .chart, .angle-chart, .images) { width: 400px !important; max-width: none !important }"
  });
  for (const figure of figures) {
    await figure.waitFor();
    await figure.scrollIntoViewIfNeeded();
    await until(async () => expect(await look(figure)).not.toMatch(/^0 parts/));
    // Planes and images are drawn once the reader is near.
    const undrawn = figure.locator("canvas:not([width])");
    await until(async () => expect(await undrawn.count()).toBe(0));
    if (!isAnimated) continue;
    await atRest([figure]);
    const player = figure.locator(
      "xpath=ancestor-or-self::*[contains(@class, 'animation') or contains(@class, 'trail')][1]"
    );
    await player.locator("input[type=range]").first().press("Home");
  }
}

function looks(figures: readonly Locator[]): Promise<string[]> {
  return Promise.all(figures.map(stillLook));
}

/** What is drawn once it has been the same for a second. */
async function atRest(figures: readonly Locator[]): Promise<string[]> {
  let last: string[] = [];
  for (let same = 0; same < 4;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const now = await looks(figures);
    same = now.join() === last.join() ? same + 1 : 0;
    last = now;
  }
  return last;
}
