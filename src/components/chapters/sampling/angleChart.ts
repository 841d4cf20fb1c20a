import { areaY, lineY, plot, rectY, ruleY } from "@observablehq/plot";
import { element } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";

const bins = 36;
const binWidth = 360 / bins;

export interface AngleChartContent {
  /** of the draws, in degrees */
  readonly angles: ArrayLike<number>;
  /** the machine's density of the angle, per turn */
  readonly exact: readonly { readonly angle: number; readonly density: number }[];
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

  const redraw = frameOnce(() => {
    if (!content || box.clientWidth === 0) return;
    box.replaceChildren(picture(content, Math.max(280, Math.min(box.clientWidth, 680))));
  });

  new ResizeObserver(redraw).observe(box);
  return Object.assign(root, {
    update(next: AngleChartContent) {
      content = next;
      const densities = next.exact.map(({ density }) => density);
      const [least, most] = [Math.min(...densities), Math.max(...densities)];
      caption.textContent =
        `Bars: the last draw of each of ${next.angles.length} chains. Line: the machine’s exact density, ` +
        `from ${least.toFixed(2)} to ${most.toFixed(2)}. Dotted: a ring covered evenly.`;
      redraw();
    }
  });
}

function picture({ angles, exact }: AngleChartContent, width: number): Element {
  const counts = Array.from({ length: bins }, (_, i) => ({ from: i * binWidth, to: (i + 1) * binWidth, density: 0 }));
  for (const angle of Array.from(angles)) counts[Math.floor(angle / binWidth) % bins].density += bins / angles.length;
  const wholeTurn = [...exact, { ...exact[0], angle: 360 }];
  const chart = plot({
    width,
    height: 240,
    marginLeft: 44,
    marginBottom: 40,
    style: { fontFamily: "var(--sans-serif)", fontSize: "var(--figure-text)", background: "none", overflow: "visible" },
    ariaLabel: "Angles of the draws, with the machine’s exact density",
    x: { label: "angle, degrees", domain: [0, 360], ticks: [0, 90, 180, 270, 360], labelArrow: "none" },
    y: { label: "density per turn", grid: true, labelArrow: "none" },
    marks: [
      rectY(counts, {
        x1: "from",
        x2: "to",
        y: "density",
        insetLeft: 0.5,
        insetRight: 0.5,
        fill: "var(--draws)",
        fillOpacity: 0.45
      }),
      areaY(wholeTurn, { x: "angle", y: "density", fill: "var(--density-high)", fillOpacity: 0.25 }),
      lineY(wholeTurn, { x: "angle", y: "density", stroke: "var(--ink)", strokeWidth: 2 }),
      ruleY([1], { stroke: "var(--ink-soft)", strokeDasharray: "2 4" }),
      ruleY([0], { stroke: "var(--edge)" })
    ]
  });
  chart.setAttribute("role", "img");
  // The chart is read as one image; Plot's names for its marks belong to no role.
  for (const mark of chart.querySelectorAll("[aria-label]")) mark.removeAttribute("aria-label");
  return chart;
}
