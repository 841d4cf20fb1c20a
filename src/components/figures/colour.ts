/** Red, green and blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Reads `#rgb`, `#rrggbb`, `rgb(r, g, b)` and `rgba(…)`. @throws RangeError on anything else */
export function parseColour(text: string): Rgb {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim());
  if (hex) {
    const digits = hex[1].length === 3 ? [...hex[1]].map((c) => c + c).join("") : hex[1];
    return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)) as unknown as Rgb;
  }
  const rgb = /^rgba?\(([^)]*)\)$/i.exec(text.trim());
  const parts = rgb?.[1].split(/[\s,/]+/).map(Number) ?? [];
  if (parts.length < 3 || parts.some(Number.isNaN)) throw new RangeError(`"${text}" is not a hex or rgb() colour`);
  return [parts[0], parts[1], parts[2]];
}

const toLinear = (byte: number) => {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

const toByte = (linear: number) => {
  const c = Math.min(1, Math.max(0, linear));
  return 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
};

/** Oklab of an sRGB colour; Björn Ottosson, "A perceptual color space for image processing" (2020). */
export function oklab(colour: Rgb): [number, number, number] {
  const [r, g, b] = colour.map(toLinear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  ];
}

/** The sRGB colour of an Oklab one, clipped to the gamut; the same source. */
export function fromOklab([L, A, B]: readonly [number, number, number]): Rgb {
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  ];
}

/**
 * A ramp of `size` colours from `low` to `high`, even in Oklab: equal steps look equal.
 * @returns RGBA bytes, shape (size, 4)
 */
export function colourRamp(low: Rgb, high: Rgb, size = 256): Uint8ClampedArray {
  const from = oklab(low);
  const to = oklab(high);
  const ramp = new Uint8ClampedArray(4 * size);
  for (let i = 0; i < size; i += 1) {
    const t = i / (size - 1);
    const mixed = from.map((value, axis) => value + t * (to[axis] - value)) as [number, number, number];
    ramp.set([...fromOklab(mixed), 255], 4 * i);
  }
  return ramp;
}

/** Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it. */
export function contrastRatio(a: Rgb, b: Rgb): number {
  const luminance = (colour: Rgb) => {
    const [r, g, b] = colour.map(toLinear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (light + 0.05) / (dark + 0.05);
}
