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

/** A reference's line, and its name, which is drawn over the series. */
export interface PlacedReference {
  readonly line: SVGElement;
  readonly name: SVGElement;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Each reference as a dotted line. Its name stands above or below it, at the right or the left end, where the fewest
 * points of the lines are; at the right and on the side away from the lines' ends if there are as few.
 */
export function referenceLines(
  references: readonly Reference[],
  series: readonly Pick<Series, "x" | "y">[],
  xScale: ChartScale,
  yScale: ChartScale,
  plot: PlotArea,
  textSize: number
): PlacedReference[] {
  const points = series.flatMap(({ x, y }) => Array.from(x, (each, i) => [xScale.at(each), yScale.at(y[i])] as const));
  const ends = series.map(({ y }) => yScale.at(y[y.length - 1])).filter(Number.isFinite);
  const taken: Box[] = [];
  return references
    .map(({ name, value }) => ({ name, y: yScale.at(value) }))
    .filter(({ y }) => y >= plot.top - 0.5 && y <= plot.bottom + 0.5)
    .sort((a, b) => a.y - b.y)
    .map(({ name, y }) => {
      const width = name.length * textSize * 0.55;
      const above = { baseline: y - 5, top: y - 5 - textSize, bottom: y - 2 };
      const below = { baseline: y + textSize + 1, top: y + 2, bottom: y + textSize + 4 };
      const sides = ends.filter((end) => end < y).length > ends.length / 2 ? [below, above] : [above, below];
      const right = { x: plot.right - 4, anchor: "end", left: plot.right - 4 - width, right: plot.right - 4 };
      const left = { x: plot.left + 6, anchor: "start", left: plot.left + 6, right: plot.left + 6 + width };
      const places = [right, left]
        .flatMap((end) => sides.map((side) => ({ ...side, ...end })))
        .filter(({ top, bottom }) => top >= plot.top - textSize && bottom <= plot.bottom);
      const covered = (place: Box) =>
        points.filter((point) => holds(place, point)).length +
        (taken.some((box) => overlap(box, place)) ? Infinity : 0);
      const best = places.reduce((a, b) => (covered(b) < covered(a) ? b : a));
      taken.push(best);
      return {
        line: svgElement("line", { class: "reference", x1: plot.left, x2: plot.right, y1: y, y2: y }),
        name: svgElement(
          "text",
          { class: "reference-name", x: best.x, y: best.baseline, "text-anchor": best.anchor },
          name
        )
      };
    });
}

function holds({ left, right, top, bottom }: Box, [x, y]: readonly [number, number]): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
