import { drawMixture } from "./mixtureLayer.js";
import type { Palette } from "../palette.js";
import type { PlaneContent } from "./planeDescription.js";
import type { PlaneScale } from "./planeScale.js";
import { drawHighlight, drawPoints, drawTrail } from "./pointLayers.js";

/** Data as open circles, and a mixture of Gaussians over them. */
export function drawData(
  context: CanvasRenderingContext2D,
  to: PlaneScale,
  content: PlaneContent,
  colours: Palette
): void {
  if (content.data) {
    // Behind a trail the data only mark where it walks.
    context.globalAlpha = content.trail ? 0.55 : 1;
    const radius = markRadius(to);
    drawPoints(context, to, content.data, { mark: "circle", colour: colours.data, halo: colours.paper, radius });
    context.globalAlpha = 1;
  }
  if (content.mixture) drawMixture(context, to, content.mixture, colours);
}

/** Draws as diamonds, a chain's trail, and the draw that is followed. */
export function drawDraws(
  context: CanvasRenderingContext2D,
  to: PlaneScale,
  content: PlaneContent,
  colours: Palette
): void {
  const { draws, trail, highlight } = content;
  const radius = 0.85 * markRadius(to);
  if (draws) drawPoints(context, to, draws, { mark: "diamond", colour: colours.draws, halo: colours.paper, radius });
  if (trail) {
    drawTrail(context, to, trail, colours);
    const at = 2 * (trail.count - 1);
    if (at >= 0) drawHighlight(context, to.x(trail.values[at]), to.y(trail.values[at + 1]), colours);
  }
  if (draws && highlight !== null && highlight < draws.count)
    drawHighlight(context, to.x(draws.values[2 * highlight]), to.y(draws.values[2 * highlight + 1]), colours);
}

/** Marks grow with the plot, within what is still a mark. */
const markRadius = (scale: PlaneScale) => Math.min(3.5, Math.max(1.8, scale.width / 190));
