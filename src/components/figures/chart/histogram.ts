import { chartAxes } from "./chartAxes.js";
import { chartScale, niceDomain } from "./chartScale.js";
import { element, svgElement } from "../../dom/element.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { readable } from "../../dom/readable.js";
import { onThemeChange } from "../palette.js";

/** Counts between edges; there is one edge more than counts, and the edges rise. */
export interface HistogramContent {
  readonly edges: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

export interface HistogramOptions extends HistogramContent {
  /** What is counted: its accessible name. */
  readonly label: string;
  readonly xName: string;
  readonly caption?: string | Node;
}

export interface Histogram extends HTMLElement {
  /** Takes other counts and redraws in the next animation frame. */
  update(changes: Partial<HistogramContent & { readonly label: string; readonly xName: string }>): void;
}

/** How often values fall between edges, as bars from zero. */
export function histogram(options: HistogramOptions): Histogram {
  let state = options;
  const axes = svgElement("g", {});
  const bars = svgElement("g", {});
  const svg = svgElement("svg", { class: "chart-axes", "aria-hidden": "true" }, axes, bars);
  const picture = element("div", { class: "plane-picture", role: "img" }, svg);
  const figure = element(
    "figure",
    { class: "chart" },
    element("div", { class: "chart-box" }, picture),
    options.caption ? element("figcaption", {}, options.caption) : null
  );

  const redraw = frameOnce(() => {
    if (!figure.isConnected || picture.clientWidth === 0) return;
    const [width, height] = [picture.clientWidth, picture.clientHeight];
    const text = parseFloat(getComputedStyle(svg).fontSize) || 12;
    const plot = {
      left: Math.round(text * 3.6),
      right: width - 14,
      top: Math.round(text * 1.9),
      bottom: height - Math.round(text * 3.3)
    };
    const { edges, counts } = state;
    const some = counts.length > 0;
    const xDomain = some ? ([edges[0], edges[edges.length - 1]] as const) : ([0, 1] as const);
    const yDomain = niceDomain([0, ...Array.from(counts)], "linear") ?? [0, 1];
    const xWanted = Math.max(2, (plot.right - plot.left) / (text * 6));
    const yWanted = Math.max(2, (plot.bottom - plot.top) / (text * 3.2));
    const xScale = chartScale("linear", xDomain, [plot.left, plot.right], xWanted);
    const yScale = chartScale("linear", [0, yDomain[1]], [plot.bottom, plot.top], yWanted, true);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    axes.replaceChildren(...chartAxes(xScale, yScale, plot, state.xName, "count", some));
    bars.replaceChildren(
      ...Array.from(counts, (count, i) => {
        const [left, right, top] = [xScale.at(edges[i]), xScale.at(edges[i + 1]), yScale.at(count)];
        const inset = right - left > 3 ? 0.5 : 0;
        return svgElement("rect", {
          class: "histogram-bar",
          x: left + inset,
          y: top,
          width: Math.max(0, right - left - 2 * inset),
          height: plot.bottom - top
        });
      })
    );
  }, figure);

  function describe(): void {
    picture.setAttribute("aria-label", `${state.label}. ${describeHistogram(state, state.xName)}`);
  }

  new ResizeObserver(redraw).observe(picture);
  onThemeChange(figure, redraw);
  describe();
  redraw();
  return Object.assign(figure, {
    update(changes: Parameters<Histogram["update"]>[0]) {
      state = { ...state, ...changes };
      describe();
      redraw();
    }
  });
}

/** The histogram in words: how many, over what, and where the most lie. */
function describeHistogram({ edges, counts }: HistogramContent, xName: string): string {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return "No values.";
  let most = 0;
  for (let i = 1; i < counts.length; i++) if (counts[i] > counts[most]) most = i;
  const range = `${readable(edges[0])} to ${readable(edges[edges.length - 1])}`;
  return (
    `${total} values of ${xName} from ${range} in ${counts.length} bins. ` +
    `The most, ${counts[most]}, lie between ${readable(edges[most])} and ${readable(edges[most + 1])}.`
  );
}
