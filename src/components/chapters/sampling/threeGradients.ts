import type { KernelClient } from "../../../kernel/protocol.js";
import { threeGradientsNotebook } from "../../../notebook/templates/chapters/sampling.js";
import { labRecipe } from "../../../rbm/training/recipe.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import type { Points } from "../../../rbm/shapes.js";
import { slider } from "../../controls/slider.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { seen } from "../../dom/seen.js";
import { statement } from "../../dom/statement.js";
import type { Series } from "../../figures/chart/chartSeries.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import { figureActions } from "../notebook/figureActions.js";
import { angularDensity } from "../../../rbm/exact/angularDensity.js";
import { unevenness } from "./evenness.js";

const gradients: readonly (Pick<Series, "name" | "tone" | "dash"> & { readonly recipe: Partial<Recipe> })[] = [
  { name: "CD-1", tone: "draws", recipe: {} },
  { name: "CD-10", tone: "data", dash: "dashed", recipe: { k: 10 } },
  { name: "exact gradient", tone: "ink", dash: "dotted", recipe: { trainer: "exact" } }
];

/**
 * The exact density of the angle of three machines, from one start by the lab's recipe with three gradients. They are
 * trained when the figure is seen, and again for another seed.
 */
export function threeGradients(client: KernelClient, data: Points): HTMLElement {
  const seed = slider({ label: "Seed of the three", min: 0, max: 99, integer: true, value: 0 });
  const chart = lineChart({
    label: "Density of the angle of three machines",
    xName: "angle, degrees",
    yName: "density per turn",
    xDomain: [0, 360],
    yDomain: [0, 2.2],
    playhead: false
  });
  chart.update({ references: [{ name: "even", value: 1 }] });
  const summary = statement("The three machines are trained when this is seen.");
  const failure = errorBox();
  const actions = figureActions("Three gradients", () => threeGradientsNotebook(seed.value));
  const root = element("div", { class: "three-gradients" }, chart, seed, summary, failure, actions);
  let asked = 0;

  async function train(): Promise<void> {
    const mine = (asked += 1);
    const shown: { series: Series; uneven: number }[] = [];
    for (const { recipe, ...look } of gradients) {
      const wanted = { ...labRecipe, ...recipe, seed: seed.value };
      const run = client.train(
        { data, test: null, recipe: wanted, initial: null, snapshotEpochs: [], grid: null, sampling: null },
        () => {}
      );
      const outcome = await run.finished;
      // A newer seed has begun; its runs are the ones to show.
      if (mine !== asked) return;
      const last = run.state?.snapshots.at(-1);
      if (outcome !== "done" || !last || last.logZ === null)
        throw new Error(`The machine of ${look.name} could not be trained: ${run.state?.diverged?.reason ?? outcome}.`);
      const density = angularDensity(last.machine, last.logZ);
      const [x, y] = [density.map(({ angle }) => angle), density.map((each) => each.density)];
      shown.push({ series: { ...look, x: [...x, 360], y: [...y, y[0]] }, uneven: unevenness(y) });
    }
    failure.update(null);
    chart.update({ series: shown.map(({ series }) => series) });
    summary.update(
      `From seed ${seed.value}, the divergence from an even ring is `,
      ...shown.flatMap(({ uneven }, i) => [
        { value: uneven, digits: 3, unit: "nats" },
        " with ",
        ...[[{ unbroken: "CD-1" }, ", "], [{ unbroken: "CD-10" }, " and "], ["the exact gradient."]][i]
      ])
    );
  }

  const start = () => void train().catch((error: unknown) => failure.update(error));
  seed.addEventListener("input", start);
  void seen(root, "100px").then(start);
  return root;
}
