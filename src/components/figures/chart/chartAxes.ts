import type { ChartScale } from "./chartScale.js";
import type { Reference, Series } from "./chartSeries.js";
import { svgElement } from "../../dom/element.js";

/** Where a chart's lines are drawn, in pixels of its SVG. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Grid lines, numbers and the names of the axes; a sentence instead of lines where there is nothing to show yet. */
export function chartAxes(
  xScale: ChartScale,
  yScale: ChartScale,
  plot: PlotArea,
  xName: string,
  yName: string,
  hasValues: boolean
): SVGElement[] {
  const grid = svgElement("g", {});
  const labels = svgElement("g", { class: "axis" });
  for (const tick of yScale.ticks) {
    const y = yScale.at(tick);
    grid.append(svgElement("line", { class: "grid-line", x1: plot.left, x2: plot.right, y1: y, y2: y }));
    if (hasValues) {
      labels.append(
        svgElement("text", { x: plot.left - 8, y, dy: "0.35em", "text-anchor": "end" }, yScale.format(tick))
      );
    }
  }
  for (const tick of xScale.ticks) {
    const x = xScale.at(tick);
    labels.append(
      svgElement("line", { x1: x, x2: x, y1: plot.bottom, y2: plot.bottom + 5 }),
      svgElement("text", { x, y: plot.bottom + 8, dy: "0.8em", "text-anchor": "middle" }, xScale.format(tick))
    );
  }
  labels.append(
    svgElement("line", { x1: plot.left, x2: plot.right, y1: plot.bottom, y2: plot.bottom }),
    svgElement("text", { class: "axis-name", x: 0, y: plot.top - 10 }, yName),
    svgElement(
      "text",
      { class: "axis-name", x: plot.right, y: plot.bottom + 8, dy: "2.1em", "text-anchor": "end" },
      xName
    )
  );
  if (!hasValues) {
    const x = (plot.left + plot.right) / 2;
    labels.append(
      svgElement("text", { class: "chart-empty", x, y: (plot.top + plot.bottom) / 2 }, "nothing to show yet")
    );
  }
  return [grid, labels];
}

/**
 * Each reference as a dotted line with its name at the right, on the side of it where the lines do not end,
 * and clear of the name above.
 */
export function referenceLines(
  references: readonly Reference[],
  series: readonly Pick<Series, "y">[],
  yScale: ChartScale,
  plot: PlotArea,
  textSize: number
): SVGElement[] {
  const ends = series.map(({ y }) => yScale.at(y[y.length - 1])).filter(Number.isFinite);
  const placed = references
    .map(({ name, value }) => ({ name, y: yScale.at(value) }))
    .filter(({ y }) => y >= plot.top - 0.5 && y <= plot.bottom + 0.5)
    .sort((a, b) => a.y - b.y);
  let lowest = -Infinity;
  return placed.flatMap(({ name, y }) => {
    const above = y - 5;
    const below = y + textSize + 1;
    const linesAbove = ends.filter((end) => end < y).length > ends.length / 2;
    const wantsBelow = (linesAbove && below < plot.bottom) || above - textSize < lowest;
    lowest = wantsBelow ? below : above;
    return [
      svgElement("line", { class: "reference", x1: plot.left, x2: plot.right, y1: y, y2: y }),
      svgElement("text", { class: "reference-name", x: plot.right - 4, y: lowest, "text-anchor": "end" }, name)
    ];
  });
}
