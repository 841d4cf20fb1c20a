import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { seen } from "../../dom/seen.js";
import type { anglePicture } from "./anglePicture.js";
import type { DensityOfAngle } from "../../../rbm/exact/angularDensity.js";

export interface AngleChartContent {
  /** of the draws, in degrees */
  readonly angles: ArrayLike<number>;
  /** the machine's density of the angle, worked out when the chart is seen */
  readonly exact: () => DensityOfAngle;
}

export interface AngleChart extends HTMLElement {
  update(content: AngleChartContent): void;
}

/**
 * How evenly the ring is covered: the draws' angles as bars, the machine's own density of the angle as a line.
 * As wide as its place, from 280 to 680 pixels.
 */
export function angleChart(): AngleChart {
  const caption = element("figcaption", {});
  const box = element("div", { class: "angle-chart-box" });
  const root = element("figure", { class: "angle-chart" }, box, caption);
  let content: AngleChartContent | null = null;

  let exact: DensityOfAngle | null = null;
  let draw: typeof anglePicture | null = null;
  const failure = errorBox();

  const redraw = frameOnce(() => {
    if (!draw || !content || box.clientWidth === 0) return;
    if (!exact) caption.textContent = captionOf(content.angles.length, (exact = content.exact()));
    box.replaceChildren(draw(content.angles, exact, Math.max(280, Math.min(box.clientWidth, 680))));
  }, root);

  new ResizeObserver(redraw).observe(box);
  // Plot is loaded when the chart is about to be seen.
  void seen(box, "300px")
    .then(() => import("./anglePicture.js"))
    .then(
      (module) => {
        draw = module.anglePicture;
        redraw();
      },
      (error: unknown) => {
        failure.update(error);
        root.append(failure);
      }
    );
  return Object.assign(root, {
    update(next: AngleChartContent) {
      content = next;
      exact = null;
      redraw();
    }
  });
}

function captionOf(chains: number, exact: DensityOfAngle): string {
  const densities = exact.map(({ density }) => density);
  const [least, most] = [Math.min(...densities), Math.max(...densities)];
  return (
    `Bars: the last draw of each of ${chains} chains. Line: the machine’s exact density, ` +
    `from ${least.toFixed(2)} to ${most.toFixed(2)}. Dotted: a ring covered evenly.`
  );
}
