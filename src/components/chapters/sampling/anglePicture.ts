import { areaY, lineY, plot, rectY, ruleY } from "@observablehq/plot";
import type { DensityOfAngle } from "../../../rbm/exact/angularDensity.js";

const bins = 36;
const binWidth = 360 / bins;

/** The chart's SVG. In a module of its own, for it brings Plot along, which the page's first screen can do without. */
export function anglePicture(angles: ArrayLike<number>, exact: DensityOfAngle, width: number): Element {
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
    y: { label: "density per turn", grid: true, labelArrow: "none", tickSize: 0, tickPadding: 8 },
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
  // Names and numbers of the axes look as in every other chart.
  for (const name of chart.querySelectorAll("[aria-label$='axis label']")) name.setAttribute("font-style", "italic");
  for (const numbers of chart.querySelectorAll("[aria-label$='tick label']"))
    numbers.setAttribute("fill", "var(--ink-soft)");
  for (const ticks of chart.querySelectorAll("[aria-label$='axis tick']")) ticks.setAttribute("stroke", "var(--edge)");
  // The chart is read as one image; Plot's names for its marks belong to no role.
  for (const mark of chart.querySelectorAll("[aria-label]")) mark.removeAttribute("aria-label");
  return chart;
}
