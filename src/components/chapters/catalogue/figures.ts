/** Every figure of the site over made-up contents, for the catalogue. */
import { densityGrid } from "../../../rbm/exact/densityGrid.js";
import { createMachine } from "../../../rbm/model/machine.js";
import { createRandom } from "../../../rbm/random.js";
import { gibbsChains } from "../../../rbm/sampling/gibbs.js";
import type { Points } from "../../../rbm/shapes.js";
import { choice } from "../../controls/choice.js";
import { toggle } from "../../controls/toggle.js";
import { element } from "../../dom/element.js";
import { intervalChart } from "../../figures/chart/intervalChart.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import { chainsAnimation } from "../../figures/plane/chainsAnimation.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { ringFigure } from "../../figures/plane/ringFigure.js";
import { followInTrail, trailAnimation } from "../../figures/plane/trailAnimation.js";
import { ringDensityGrid } from "../../sources/trueDensity.js";

/** Four Gaussians at the corners of a square, as a machine with two hidden units. */
const corners = createMachine({
  b: [-0.6, -0.6],
  logSigma2: [-2.1, -2.1],
  W: [
    [1.2, 0],
    [0, 1.2]
  ],
  d: [0, 0]
});
const trajectory = gibbsChains({ machine: corners, chains: 200, steps: 300, random: createRandom(7) });
const density = densityGrid(corners, { xmin: -1.6, xmax: 1.6, ymin: -1.6, ymax: 1.6, columns: 128, rows: 128 });

const spread = (...parts: Node[]) => element("div", { class: "spread" }, ...parts);

export function planes(data: Points): HTMLElement {
  const truth = ringFigure({
    label: "Data and true density",
    names: { density: "true density" },
    caption: "The lab’s 500 points over the density they were drawn from."
  });
  truth.update({ data, density: ringDensityGrid(0.1) });
  const mapped = planeFigure({
    label: "A density and its draws",
    pick: true,
    caption:
      "A machine with two hidden units. The lines enclose half and nine tenths of its mass. Click a draw to pick it."
  });
  mapped.update({
    density,
    contours: [0.5, 0.9],
    draws: { n: 2, count: 200, values: trajectory.x.slice(-400) }
  });
  const mixed = ringFigure({ label: "Data and a mixture", names: { mixture: "components" } });
  mixed.update({
    data,
    mixture: { weights: [0.5, 0.5], means: [-0.9, 0, 0.9, 0], covariances: [0.06, 0, 0, 0.4, 0.06, 0, 0, 0.4] }
  });
  const scale = choice<"linear" | "log">({
    label: "Density colour",
    options: [
      { value: "linear", label: "Linear" },
      { value: "log", label: "Log" }
    ]
  });
  scale.addEventListener("input", () => mapped.update({ densityScale: scale.value }));
  const contours = toggle({ label: "Contours", value: true });
  contours.addEventListener("input", () => mapped.update({ contours: contours.value ? [0.5, 0.9] : [] }));
  return element(
    "div",
    {},
    spread(truth, mapped, mixed, ringFigure({ label: "An empty plane" })),
    spread(scale, contours)
  );
}

export function animations(data: Points): HTMLElement {
  const chains = chainsAnimation(trajectory, data);
  const trail = trailAnimation(trajectory, 0, data);
  followInTrail(chains, trail);
  return spread(chains, trail);
}

export function charts(): HTMLElement {
  const epochs = Array.from({ length: 301 }, (_, epoch) => epoch);
  const falling = (from: number, to: number, decay: number) =>
    epochs.map((epoch) => to + (from - to) * Math.exp(-epoch / decay));
  const scores = lineChart({
    label: "A score that falls to its floor",
    caption: "Two curves made up to be read: drag the line, or use the arrow keys.",
    xName: "epoch",
    yName: "nats per point",
    xDomain: [0, 300],
    value: 120,
    references: [{ name: "floor", value: 0.944 }],
    series: [
      { name: "data", tone: "data", x: epochs, y: falling(4, 1, 40) },
      { name: "held out", tone: "draws", dash: "dashed", x: epochs, y: falling(4.1, 1.06, 44) }
    ]
  });
  const norms = lineChart({
    label: "A norm over three decades",
    xName: "epoch",
    yName: "norm",
    yScale: "log",
    xDomain: [0, 300],
    digits: 1,
    references: [{ name: "clip", value: 1 }],
    series: [{ name: "before clipping", tone: "ink", x: epochs, y: falling(2000, 3, 30) }]
  });
  const empty = lineChart({ label: "An empty chart", xName: "epoch", yName: "loss", xDomain: [0, 300] });
  const intervals = intervalChart({
    label: "Means with their errors",
    xName: "nats per point",
    rowName: "learning rate",
    kinds: [
      { name: "one way", tone: "draws" },
      { name: "another", tone: "data" }
    ]
  });
  intervals.update({
    rows: [0.001, 0.01].map((rate, row) => ({
      name: String(rate),
      intervals: [
        { of: "one way", value: 1 - row / 50, reach: 0.02, parts: [0.98 - row / 50, 1.01 - row / 50] },
        { of: "another", value: 1.05 - row / 20, reach: 0.03 }
      ]
    })),
    references: [{ name: "floor", value: 0.944 }]
  });
  return spread(scores, norms, empty, intervals);
}
