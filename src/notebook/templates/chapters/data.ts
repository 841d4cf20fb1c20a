import type { Notebook } from "../../document/notebook.js";
import { code, notebookOf, text } from "../template.js";
import type { Draft } from "../template.js";
import { numberSource as number } from "../source.js";

/** The controls of the page on the data. */
export interface RingLaw {
  readonly source: "lab" | "drawn";
  readonly count: number;
  readonly noise: number;
  readonly factor: number;
  readonly seed: number;
}

/** The points of a law, and fresh ones, as `data` and `test`. */
function points(law: RingLaw): Draft[] {
  const { source, count, noise, factor, seed } = law;
  if (source === "lab") return [code("data = ring()"), code("test = heldOut()"), code("noise = 0.1")];
  return [
    code(`noise = slider(0.01, 0.4, ${number(noise)}, step = 0.01, label = "Noise")`),
    code(`luck = seed(${seed}, label = "Seed")`),
    code(`data = circles(${count}, noise, factor = ${number(factor)}, seed = luck)`),
    code(`test = circles(2000, noise, factor = ${number(factor)}, seed = luck, stream = "held out")`)
  ];
}

/** "The data": the points, with the inner circle and the true density if they are shown. */
export function ringNotebook(law: RingLaw, shows: { readonly truth: boolean; readonly inner: boolean }): Notebook {
  const { source, count, factor, seed } = law;
  const innerCount = source === "lab" ? 500 : count;
  const innerSeed = source === "lab" ? String(seed) : "luck";
  const layers = [
    shows.inner ? ', inner, drawsName = "inner circle, thrown away"' : "",
    shows.truth ? ', density = trueDensity(noise), densityName = "true density"' : ""
  ].join("");
  return notebookOf("A ring of five hundred points", [
    text("# The data\n\nPoints about a circle, as scikit-learn’s `make_circles` draws them."),
    ...points(law),
    ...(shows.inner
      ? [code(`inner = circles(${innerCount}, noise, factor = ${number(factor)}, seed = ${innerSeed}, inner = true)`)]
      : []),
    code(`scatter(data${layers}, label = "The data")`, { id: "figure" }),
    code("trueNll(test, noise)")
  ]);
}

/** "A Gaussian mixture fitted to the data". */
export function mixtureNotebook(law: RingLaw, components: number): Notebook {
  return notebookOf("A Gaussian mixture on the ring", [
    text("# A Gaussian mixture\n\n$K$ blobs, fitted by expectation–maximisation from several starts."),
    ...points(law),
    code(`K = slider(1, 24, ${components}, label = "Components, K")`),
    code("fit = mixture(data, K, test = test)"),
    code(
      'scatter(data, mixture = fit, mixtureName = "components, one and two standard deviations",\n  label = "A Gaussian mixture fitted to the data")',
      { id: "figure" }
    ),
    code('table(fit.nll, fit.nllTest, names = "fitted points, fresh points", label = "NLL, nats per point")')
  ]);
}

/** "Negative log-likelihood of the mixture", for every number of components. */
export function mixtureScoresNotebook(law: RingLaw): Notebook {
  return notebookOf("How many Gaussians?", [
    text(
      "# How many Gaussians?\n\nEach $K$ is fitted anew, and scored on the points it was fitted to and on fresh ones."
    ),
    ...points(law),
    code("scores = mixtures(data, test, 24)"),
    code(
      'line(scores.nll, scores.nllTest, x = scores.components, names = "fitted points, fresh points",\n  tones = "data, draws", dashes = "dashed, solid",\n  reference = trueNll(test, noise), referenceName = "the truth",\n  label = "Negative log-likelihood of the mixture", xName = "components K", yName = "NLL, nats per point")',
      { id: "figure" }
    )
  ]);
}
