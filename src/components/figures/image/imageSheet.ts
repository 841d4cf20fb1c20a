import { element } from "../../dom/element.js";
import type { Images, ImageScale } from "./images.js";

/** Images one below the other, a canvas pixel for each of theirs; numbers beyond the scale take its end's colour. */
export function imageSheet({ rows, columns, count, values }: Images, scale: ImageScale, ramp: Uint32Array) {
  const bytes = new ImageData(columns, rows * count);
  const words = new Uint32Array(bytes.data.buffer);
  const last = ramp.length - 1;
  const factor = last / (scale.high - scale.low);
  for (let at = 0; at < words.length; at++) {
    const step = Math.round((values[at] - scale.low) * factor);
    words[at] = ramp[step > 0 ? Math.min(last, step) : 0];
  }
  const sheet = element("canvas", { width: columns, height: rows * count });
  sheet.getContext("2d")?.putImageData(bytes, 0, 0);
  return sheet;
}
