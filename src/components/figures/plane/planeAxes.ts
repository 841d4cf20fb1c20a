import { svgElement } from "../../dom/element.js";
import type { PlaneScale } from "./planeScale.js";
import { ownUnits, unitTicks } from "./planeUnits.js";

/** Room around a plot, in pixels. */
export interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Ticks, numbers and the names of both axes, as the children of an SVG that covers plot and margin. */
export function planeAxes(
  scale: PlaneScale,
  margin: Margin,
  names: readonly [string, string],
  textSize: number,
  units = ownUnits
): SVGElement[] {
  const { left, top } = margin;
  const bottom = top + scale.height;
  const right = left + scale.width;
  // A number and the gap after it take some four times their height.
  const wanted = Math.max(2, scale.width / (4 * textSize));
  const [across, up] = [
    unitTicks([scale.xmin, scale.xmax], 0, units, wanted),
    unitTicks([scale.ymin, scale.ymax], 1, units, wanted)
  ];
  const frame = svgElement("rect", { class: "plane-frame", x: left, y: top, width: scale.width, height: scale.height });
  const group = svgElement("g", { class: "axis" });
  for (const { at, text } of across.ticks) {
    const x = left + scale.x(at);
    group.append(
      svgElement("line", { x1: x, x2: x, y1: bottom, y2: bottom + 5 }),
      svgElement("text", { x, y: bottom + 8, dy: "0.8em", "text-anchor": "middle" }, text)
    );
  }
  for (const { at, text } of up.ticks) {
    const y = top + scale.y(at);
    group.append(
      svgElement("line", { x1: left - 5, x2: left, y1: y, y2: y }),
      svgElement("text", { x: left - 8, y, dy: "0.35em", "text-anchor": "end" }, text)
    );
  }
  group.append(
    svgElement(
      "text",
      { class: "axis-name", x: right, y: bottom - 8, "text-anchor": "end", dx: -6 },
      across.of(names[0])
    ),
    svgElement("text", { class: "axis-name", x: left + 8, y: top + 6, dy: "0.8em" }, up.of(names[1]))
  );
  return [frame, group];
}
