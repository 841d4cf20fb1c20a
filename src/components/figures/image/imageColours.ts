import { colourRamp } from "../colour.js";
import type { Palette } from "../palette.js";

/** Ink on paper for pixels; blue below zero, paper at it and orange above for weights. */
export type ImageColours = "ink" | "signed";

/** The colours of a scale's 256 steps, as RGBA words for an ImageData. */
export function imageRamp(kind: ImageColours, { paper, ink, data, draws }: Palette): Uint32Array {
  if (kind === "ink") return new Uint32Array(colourRamp(paper, ink).buffer);
  const ramp = new Uint8ClampedArray(4 * 256);
  ramp.set(colourRamp(data, paper, 128));
  ramp.set(colourRamp(paper, draws, 128), 4 * 128);
  return new Uint32Array(ramp.buffer);
}
