/** One page of the site, as the navigation, search engines and previews know it. */
export interface Page {
  readonly name: string;
  readonly path: string;
  /** one or two sentences, at most 160 characters, for search results and previews */
  readonly description: string;
  /** a page to work on rather than to read: it has no byline and no contents */
  readonly tool?: true;
}

/** The chapters in reading order: the one list behind the navigation, the pager, the sitemap and the tests. */
export const pages: Page[] = [
  {
    name: "Data",
    path: "/data",
    description: "A ring of 500 points, its true density, and how well a mixture of Gaussians can describe it."
  },
  {
    name: "Model",
    path: "/model",
    description:
      "Energy, free energy and both conditionals of the Gaussian–Bernoulli RBM, derived line by line beside a small machine that you drag."
  },
  {
    name: "Training",
    path: "/training",
    description:
      "Contrastive divergence with every setting, trained anew in your browser while you move a control; the exact likelihood beside the loss."
  },
  {
    name: "Inside",
    path: "/inside",
    description:
      "One training update in slow motion, the mixture of 2^m Gaussians, each unit’s two sides, and the energy as a surface to turn."
  },
  {
    name: "Sampling",
    path: "/sampling",
    description: "500 Gibbs chains of 1000 steps from a trained machine: watch them, and measure how well they mix."
  },
  {
    name: "Digits",
    path: "/digits",
    description:
      "The same machine learns handwritten digits in your browser: its filters, its chains, and images that it completes."
  },
  {
    name: "Lab",
    path: "/lab",
    description:
      "Write the machine’s seven formulas yourself. They are checked in your browser, then train a machine and draw from it."
  },
  {
    name: "Notebook",
    path: "/notebook",
    tool: true,
    description:
      "Write, run and share reactive notebooks about the machine: formulas, sliders, training runs and figures, all in your browser."
  },
  {
    name: "Playground",
    path: "/playground",
    tool: true,
    description:
      "Choose or draw a density, load a file, train a machine on it with any recipe, good or bad, and judge what it has learned."
  }
];

/** Pages that the navigation leaves out and the search does not. */
export const pagesAside: readonly Pick<Page, "name" | "path">[] = [
  { name: "About", path: "/about" },
  { name: "Marking", path: "/marking" }
];

/** The home page, which the navigation names by the site's own name. */
export const home: Page = {
  name: "The Gaussian–Bernoulli RBM",
  path: "/",
  description:
    "An explanation of the Gaussian–Bernoulli restricted Boltzmann machine that you can take apart: live figures, exact densities, a graded lab."
};

/** Who made the present edition, and when. */
export const edition = {
  authors: "the authors of this explorable",
  version: "0.1.0",
  date: "2026-11-24",
  dateInWords: "24 November 2026"
};

/** The file of a page in the built site. */
export function fileOf({ path }: Pick<Page, "path">): string {
  return path === "/" ? "index.html" : `${path.slice(1)}.html`;
}
