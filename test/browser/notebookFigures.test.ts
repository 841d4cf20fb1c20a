/** What "Open in the notebook" opens draws the very picture of the chapter, given the same room. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Locator, Page } from "playwright-core";
import { chapterFigures } from "../../src/components/chapters/notebook/chapterFigures.js";
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
  /** pictures in the chapter, what to look at of what a cell draws, and the cell, "figure" unless given */
  readonly pictures: readonly (readonly [chapter: string, made: string, cell?: string])[];
  /** other figures of the same visit */
  readonly also?: readonly Pick<Case, "link" | "pictures">[];
  /** what is done in the chapter first */
  readonly first?: (page: Page) => Promise<unknown>;
  /** both animations are brought to their first step */
  readonly isAnimated?: boolean;
}

const plane = "figure.plane";
const chart = "figure.chart";
const images = "figure.images";
const grid = (label: string): string => `${images}:has([aria-label^="${label}"])`;
const inPlane = [[plane, plane]] as const;

const figures: readonly Case[] = [
  { path: "/", link: "Five hundred chains", pictures: [[".hero-figure .animation", ".animation"]], isAnimated: true },
  { path: "/data", link: "The data", pictures: inPlane },
  { path: "/data?truth=yes&inner=yes", link: "The data", pictures: inPlane },
  { path: "/data?source=drawn&noise=0.2&truth=yes", link: "The data", pictures: inPlane },
  { path: "/data?K=5", link: "A Gaussian mixture", pictures: [[`:nth-match(${plane}, 2)`, plane]] },
  {
    ...{ path: "/data", link: "Its score", pictures: [[chart, chart]] },
    // It grows by one number of components after the other.
    first: (page) =>
      until(async () =>
        expect(await page.locator(`${chart} .chart-axes path.series`).first().getAttribute("d")).toMatch(
          /^([ML][^ML]+){24}$/
        )
      )
  },
  { path: "/model", link: "The exact density of a small machine", pictures: [[`.small-machine ${plane}`, plane]] },
  { path: "/model?z=011", link: "p(x | z)", pictures: [[`#fig-conditional ${plane}`, plane]] },
  { path: "/model", link: "The trap of the sign", pictures: [[`#fig-sign ${plane}`, plane]] },
  {
    path: "/training",
    link: "The training",
    pictures: [
      [`#fig-training ${plane}`, plane],
      ["#fig-training .training-charts", ".training-charts"]
    ]
  },
  { path: "/training?epochs=200", link: "The training", pictures: [[`#fig-training ${plane}`, plane]] },
  { path: "/training", link: "CD loss beside the exact score", pictures: [[`#fig-loss ${chart}`, chart]] },
  { path: "/training", link: "The clip’s budget", pictures: [[`#fig-clip ${chart}`, chart]] },
  { path: "/training", link: "Scores of the lab’s recipe", pictures: [[`#fig-seeds ${chart}`, chart]] },
  { path: "/sampling", link: "The last draws", pictures: inPlane },
  { path: "/sampling?hidden=25", link: "The last draws", pictures: inPlane },
  { path: "/sampling", link: "All chains", pictures: [["#fig-chains .animation", ".animation"]], isAnimated: true },
  { path: "/sampling", link: "The trail", pictures: [[`#fig-trail ${plane}`, plane]], isAnimated: true },
  { path: "/sampling", link: "The angles", pictures: [["#fig-angles .angle-chart", ".angle-chart"]] },
  { path: "/sampling", link: "The autocorrelation", pictures: [[`#fig-mixing ${chart}`, chart]] },
  { path: "/sampling", link: "How the crowd forgets", pictures: [[`#fig-forgetting ${chart}`, chart]] },
  { path: "/sampling", link: "Three gradients", pictures: [[`#fig-evenness ${chart}`, chart]] },
  { path: "/sampling", link: "Draws with a noise of their own", pictures: [[`#fig-noise ${plane}`, plane]] },
  {
    path: "/digits",
    link: "Filters and draws",
    pictures: [
      [`#fig-filters ${grid("Filters")}`, images],
      [`#fig-filters ${grid("Draws")}`, images, "draws"]
    ]
  },
  {
    path: "/digits",
    link: "Chains of pictures",
    pictures: [
      [`#fig-picture-chains ${grid("Chains")}`, images],
      [`#fig-picture-chains ${grid("The same starts")}`, images, "means"]
    ],
    first: (page) => forward(page, "#fig-picture-chains")
  },
  {
    path: "/digits",
    link: "What one picture switches on",
    pictures: [
      [`#fig-parts ${grid("b + Wz")}`, images],
      [`#fig-parts ${grid("The filter added last")}`, images, "last"],
      [`#fig-parts ${grid("The image,")}`, images, "image"],
      [`#fig-parts ${grid("The filters")}`, images, "filters"]
    ],
    first: (page) => forward(page, "#fig-parts")
  },
  { path: "/digits", link: "Draws and their neighbours", pictures: [[`#fig-copies ${images}`, images]] },
  {
    path: "/digits",
    link: "Mend a digit",
    pictures: [
      [`#fig-mend ${grid("Mean")}`, images],
      [`#fig-mend ${grid("Spread")}`, images, "spread"],
      [`#fig-mend ${grid("The last draw")}`, images, "draws"]
    ]
  },
  {
    path: "/digits",
    link: "A label on top",
    pictures: [[`#fig-labels ${images}`, images]],
    first: (page) => page.getByRole("button", { name: "Fit it here" }).click()
  },
  // Too large for an address: kept in the browser, and opened from there.
  {
    path: "/digits?hidden=40",
    link: "Filters and draws",
    pictures: [
      [`#fig-filters ${grid("Filters")}`, images],
      [`#fig-filters ${grid("Draws")}`, images, "draws"]
    ],
    first: trainOnOwn
  },
  {
    path: "/inside?updates=100&unit=3&section=30",
    link: "One update in slow motion",
    pictures: [[`#fig-update ${plane}`, plane]],
    also: [
      { link: "The Gaussians of the mixture", pictures: [[`#fig-mixture ${plane}`, plane]] },
      { link: "The two sides of each hidden unit", pictures: [[`#fig-units ${plane}`, plane]] },
      { link: "A section through the surface", pictures: [[`#fig-surface ${chart}`, chart]] }
    ]
  },
  {
    path: "/inside?hidden=12&coupling=sigma&updates=100&stage=6&point=7",
    link: "One update in slow motion",
    pictures: [[`#fig-update ${plane}`, plane]]
  },
  {
    path: "/lab",
    link: "Your machine",
    pictures: [[`:nth-match(.exercise-planes ${plane}, 1)`, plane]],
    also: [
      { link: "Our machine", pictures: [[`:nth-match(.exercise-planes ${plane}, 2)`, plane]] },
      { link: "The losses", pictures: [[`.exercise-machine > ${chart}`, chart]] }
    ],
    first: trainBoth
  },
  ...playground(""),
  // Every field of a recipe that has one: a coupling's start, persistent chains, steps, a shared variance, no clip.
  ...playground(
    "?data=pinwheel&points=200&dataSeed=3&hidden=8&epochs=40&seed=5&rate=0.01&coupling=sigma&chains=persistent&chainCount=60&schedule=step&stepEvery=20&stepFactor=0.5&learn=yes&shared=yes&decay=0.1&optimizer=sgd&momentum=0.5&contours=no"
  )
];

/** The playground's plane and its three charts, in one visit. */
function playground(query: string): Case[] {
  const charts = [
    ["Exact negative log-likelihood", "figure"],
    ["CD loss", "loss"],
    ["Gradient norm", "norm"]
  ].map(([label, cell]) => [`.training-charts ${chart}:has([aria-label^="${label}"])`, chart, cell] as const);
  return [
    {
      path: `/playground${query}`,
      link: "Data, draws and density",
      pictures: [[`:nth-match(${plane}, 1)`, plane]],
      also: [{ link: "Scores, loss and norms", pictures: charts }],
      first: finished
    }
  ];
}

/** Trained, drawn from and judged, the mixtures fitted. */
async function finished(page: Page): Promise<void> {
  await page.locator(".run[data-state=done]").first().waitFor(patiently);
  await page.locator(".score-table", { hasText: "best mixture, K" }).waitFor(patiently);
}

/** Tests that run side by side have no expect.poll. */
function until(holds: () => Promise<void>): Promise<void> {
  return vi.waitFor(holds, patiently);
}

/** Trains on 60 images of bars. */
async function trainOnOwn(page: Page): Promise<void> {
  const image = (at: number) => Array.from({ length: 64 }, (_, p) => (at % 2 ? p % 8 : p >> 3) === (at >> 1) % 8);
  const rows = Array.from({ length: 60 }, (_, at) => image(at).map((ink) => (ink ? 16 : 0)));
  const file = { name: "bars.csv", mimeType: "text/csv", buffer: Buffer.from(rows.map(String).join("\n")) };
  await page.locator(".digits-own").scrollIntoViewIfNeeded();
  await page.locator(".digits-own input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Train on these" }).click();
  await page.locator(".digits-studio .run[data-state=done]").waitFor(patiently);
  await page.locator("#fig-filters").scrollIntoViewIfNeeded();
}

async function trainBoth(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Train both machines" }).click();
  await page.getByRole("button", { name: "Train both again" }).waitFor({ timeout: 60_000 });
}

it("the Notebook menu offers every figure that opens, but those that need the reader's formulas", () => {
  const offered = chapterFigures.flatMap(({ figures }) => figures.map(({ name }) => name));
  for (const { path, link, also = [] } of figures)
    for (const each of [link, ...also.map((other) => other.link)])
      if (!["Your machine", "The losses"].includes(each)) expect(offered, `${each} of ${path}`).toContain(each);
});

/** Moves a figure's scrubber on by a few. */
async function forward(page: Page, figure: string): Promise<void> {
  const scrubber = page.locator(`${figure} input[type=range]`).first();
  await scrubber.scrollIntoViewIfNeeded();
  for (let i = 0; i < 5; i++) await scrubber.press("ArrowRight");
}

const name = ({ path, link, also = [] }: Case) => ({
  path,
  links: [link, ...also.map((other) => other.link)].join(", ")
});

it.concurrent.each(figures.map((figure) => ({ ...figure, ...name(figure) })))(
  '"$links" of $path: the same to the pixel when its cells run in the notebook',
  async ({ path, link, pictures, also = [], first, isAnimated = false }) => {
    const { page, faults } = await site.open(path, { ...desktop, reducedMotion: "reduce" });
    await comeNear(page, link, pictures);
    await first?.(page);
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
  },
  120_000
);

const linkOf = (page: Page, link: string): Locator =>
  page.getByRole("link", { name: `Open in the notebook: ${link}`, exact: true });

/** Some figures are not made before they are looked at. */
async function comeNear(page: Page, link: string, pictures: Case["pictures"]): Promise<void> {
  const [place] = pictures[0][0].split(" ");
  if (place.startsWith("#")) await page.locator(place).scrollIntoViewIfNeeded();
  await linkOf(page, link).waitFor();
}

async function inChapter(page: Page, pictures: Case["pictures"], isAnimated: boolean): Promise<string[]> {
  const shown = pictures.map(([chapter]) => page.locator(`main ${chapter}`).first());
  await placed(page, shown, isAnimated);
  return atRest(shown);
}

/** Waits until the cells of the notebook have drawn the same. */
async function looksAlike(
  page: Page,
  pictures: Case["pictures"],
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
    // Images are drawn once the reader is near.
    const pictures = figure.locator("canvas.image-canvas");
    if ((await pictures.count()) > 0) await figure.locator("canvas.image-canvas[width]").first().waitFor();
    if (!isAnimated) continue;
    await atRest([figure]);
    const player = figure.locator(
      "xpath=ancestor-or-self::*[contains(@class, 'animation') or contains(@class, 'trail')][1]"
    );
    await player.locator("input[type=range]").first().press("Home");
  }
}

function looks(figures: readonly Locator[]): Promise<string[]> {
  return Promise.all(figures.map(look));
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
