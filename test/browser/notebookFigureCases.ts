/** The figures of the chapters that open in the notebook, and by which words of theirs they are known to be whole. */
import type { Page } from "playwright-core";

export interface FigureCase {
  readonly path: string;
  /** what the link beside the figure is called */
  readonly link: string;
  /** pictures in the chapter, what to look at of what a cell draws, and the cell, "figure" unless given */
  readonly pictures: readonly (readonly [chapter: string, made: string, cell?: string])[];
  /** other figures of the same visit */
  readonly also?: readonly Pick<FigureCase, "link" | "pictures">[];
  /** what the first picture, a plane, says of itself once all of it is there */
  readonly says?: RegExp;
  /** what is done in the chapter first, or waited for */
  readonly first?: (page: Page) => Promise<unknown>;
  /** both animations are brought to their first step */
  readonly isAnimated?: boolean;
}

const plane = "figure.plane";
const chart = "figure.chart";
const images = "figure.images";
/** One that has images, and is not being drawn anew. */
const grid = (label: string): string =>
  `${images}:not([aria-busy=true]):has([aria-label^="${label}"]:not([aria-label*=": 0 images"]))`;
const inPlane = [[plane, plane]] as const;
const density = /The density as a map/;
const draws = /[1-9]\d* draws, as diamonds/;
const drawsAndDensity = /[1-9]\d* draws, as diamonds.*The density as a map/;

export const figureCases: readonly FigureCase[] = [
  {
    path: "/",
    link: "Five hundred chains",
    pictures: [[".hero-figure .animation", ".animation"]],
    says: draws,
    isAnimated: true
  },
  { path: "/data", link: "The data", pictures: inPlane, says: /500 data/ },
  { path: "/data?truth=yes&inner=yes", link: "The data", pictures: inPlane, says: drawsAndDensity },
  { path: "/data?data=drawn&noise=0.2&truth=yes", link: "The data", pictures: inPlane, says: /500 data.*The density/ },
  {
    path: "/data?K=5",
    link: "A Gaussian mixture",
    pictures: [[`:nth-match(${plane}, 2)`, plane]],
    says: /A mixture of 5 Gaussians/
  },
  {
    ...{ path: "/data", link: "Its score", pictures: [[chart, chart]] },
    // It grows by one number of components after the other.
    first: (page) => page.getByText("does best on fresh points").waitFor()
  },
  {
    path: "/model",
    link: "The exact density of a small machine",
    pictures: [[`.small-machine ${plane}`, plane]],
    says: density
  },
  {
    path: "/model?z=011",
    link: "p(x | z)",
    pictures: [[`#fig-conditional ${plane}`, plane]],
    says: /A mixture of 1 Gaussian,/
  },
  {
    path: "/model",
    link: "The trap of the sign",
    pictures: [[`#fig-sign ${plane}`, plane]],
    says: drawsAndDensity,
    first: (page) => page.locator("#fig-sign .run[data-state=done]").waitFor()
  },
  {
    path: "/training",
    link: "The training",
    pictures: [
      [`#fig-training ${plane}`, plane],
      ["#fig-training .training-charts", ".training-charts"]
    ],
    says: drawsAndDensity
  },
  {
    path: "/training?epochs=200",
    link: "The training",
    pictures: [[`#fig-training ${plane}`, plane]],
    says: drawsAndDensity,
    first: (page) => page.locator("#fig-training .run[data-state=done]").waitFor()
  },
  { path: "/training", link: "CD loss beside the exact score", pictures: [[`#fig-loss ${chart}`, chart]] },
  { path: "/training", link: "The clip’s budget", pictures: [[`#fig-clip ${chart}`, chart]] },
  { path: "/training", link: "Scores of the lab’s recipe", pictures: [[`#fig-seeds ${chart}`, chart]] },
  { path: "/sampling", link: "The last draws", pictures: inPlane, says: drawsAndDensity },
  { path: "/sampling?machine=lab-10-1", link: "The last draws", pictures: inPlane, says: drawsAndDensity },
  {
    path: "/sampling",
    link: "All chains",
    pictures: [["#fig-chains .animation", ".animation"]],
    says: draws,
    isAnimated: true
  },
  {
    path: "/sampling",
    link: "The trail",
    pictures: [[`#fig-trail ${plane}`, plane]],
    says: /The trail of one chain/,
    // One that stands still is there before the chains are.
    first: (page) => page.locator("#fig-chains .plane-picture[aria-label*='500 draws']").waitFor(),
    isAnimated: true
  },
  { path: "/sampling", link: "The angles", pictures: [["#fig-angles .angle-chart", ".angle-chart"]] },
  { path: "/sampling", link: "The autocorrelation", pictures: [[`#fig-mixing ${chart}`, chart]] },
  { path: "/sampling", link: "How the crowd forgets", pictures: [[`#fig-forgetting ${chart}`, chart]] },
  { path: "/sampling", link: "Three gradients", pictures: [[`#fig-evenness ${chart}`, chart]] },
  {
    path: "/sampling",
    link: "Draws with a noise of their own",
    pictures: [[`#fig-noise ${plane}`, plane]],
    says: draws
  },
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
    ],
    // Before there is an image to mend, an empty one is.
    first: (page) => page.getByText("32 of 64 pixels are drawn").waitFor()
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
    says: density,
    // All figures show the machine before training until the run is there.
    first: (page) => page.getByText("Update 101, stage 1").waitFor(),
    also: [
      { link: "The Gaussians of the mixture", pictures: [[`#fig-mixture ${plane}`, plane]] },
      { link: "The two sides of each hidden unit", pictures: [[`#fig-units ${plane}`, plane]] },
      { link: "A section through the surface", pictures: [[`#fig-surface ${chart}`, chart]] }
    ]
  },
  {
    path: "/inside?hidden=12&coupling=sigma&updates=100&stage=6&point=7",
    link: "One update in slow motion",
    pictures: [[`#fig-update ${plane}`, plane]],
    says: density,
    first: (page) => page.getByText("Update 101, stage 6").waitFor()
  },
  {
    path: "/lab",
    link: "Your machine",
    pictures: [[`:nth-match(.exercise-planes ${plane}, 1)`, plane]],
    also: [
      { link: "Our machine", pictures: [[`:nth-match(.exercise-planes ${plane}, 2)`, plane]] },
      { link: "The losses", pictures: [[`.exercise-machine > ${chart}`, chart]] }
    ],
    says: drawsAndDensity,
    first: trainBoth
  },
  ...playground(""),
  // Every field of a recipe that has one: a coupling's start, persistent chains, steps, a shared variance, no clip.
  ...playground(
    "?data=pinwheel&points=200&dataSeed=3&hidden=8&epochs=40&seed=5&rate=0.01&coupling=sigma&chains=persistent&chainCount=60&schedule=step&stepEvery=20&stepFactor=0.5&learn=yes&shared=yes&decay=0.1&optimizer=sgd&momentum=0.5&contours=no"
  )
];

/** The playground's plane and its three charts, in one visit. */
function playground(query: string): FigureCase[] {
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
      says: drawsAndDensity,
      first: finished
    }
  ];
}

/** Trained, drawn from and judged, the mixtures fitted. */
async function finished(page: Page): Promise<void> {
  await page.locator(".run[data-state=done]").first().waitFor();
  await page.locator(".score-table", { hasText: "best mixture, K" }).waitFor();
  // The law's own score, a line of the chart, comes with the judgement.
  await page.locator(".score-table tr", { hasText: /Coverage.*%/ }).waitFor();
}

/** Trains on 60 images of bars. */
async function trainOnOwn(page: Page): Promise<void> {
  const image = (at: number) => Array.from({ length: 64 }, (_, p) => (at % 2 ? p % 8 : p >> 3) === (at >> 1) % 8);
  const rows = Array.from({ length: 60 }, (_, at) => image(at).map((ink) => (ink ? 16 : 0)));
  const file = { name: "bars.csv", mimeType: "text/csv", buffer: Buffer.from(rows.map(String).join("\n")) };
  await page.locator(".digits-own").scrollIntoViewIfNeeded();
  await page.locator(".digits-own input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Train on these" }).click();
  await page.locator(".digits-studio .run[data-state=done]").waitFor();
  await page.locator("#fig-filters").scrollIntoViewIfNeeded();
}

async function trainBoth(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Train both machines" }).click();
  await page.getByRole("button", { name: "Train both again" }).waitFor();
}

/** Moves a figure's scrubber on by a few. */
async function forward(page: Page, figure: string): Promise<void> {
  // A player has no frames before there is something to play.
  const scrubber = page.locator(`${figure} input[type=range]:not([max="0"])`).first();
  await scrubber.scrollIntoViewIfNeeded();
  for (let i = 0; i < 5; i++) await scrubber.press("ArrowRight");
}
