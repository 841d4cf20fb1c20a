import { readFileSync } from "node:fs";
import { lab, rgb } from "d3";
import { describe, expect, it } from "vitest";
import { colourRamp } from "../../../src/components/figures/colour.js";

/** Red, green and blue, each 0 to 255. */
type Rgb = readonly [number, number, number];

const channels = (colour: string): Rgb => {
  const { r, g, b } = rgb(colour);
  return [r, g, b];
};
const toLinear = (byte: number) => (byte <= 10.31475 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);

/** Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it. */
function contrastRatio(a: Rgb, b: Rgb): number {
  const luminance = (colour: Rgb) => {
    const [r, g, b] = colour.map(toLinear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (light + 0.05) / (dark + 0.05);
}

const inLab = ([r, g, b]: Rgb) => {
  const { l, a, b: yellow } = lab(rgb(r, g, b));
  return [l, a, yellow];
};

const css = readFileSync(new URL("../../../src/style/theme.css", import.meta.url), "utf8");

/** The custom properties that are a pair of colours, in one of the schemes. */
function scheme(which: 0 | 1): Record<string, Rgb> {
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g);
  return Object.fromEntries([...pairs].map(([, name, ...colours]) => [name, channels(colours[which])]));
}

// Simulations of the two dichromacies of red and green and of the one of blue, for linear RGB, severity 1;
// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009).
const deficiencies: Record<string, number[][]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039]
  ]
};

function seenWith(matrix: number[][], colour: Rgb): Rgb {
  const linear = colour.map(toLinear);
  const mixed = matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * linear[i], 0));
  return mixed.map((value) => {
    const c = Math.min(1, Math.max(0, value));
    return 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
  }) as unknown as Rgb;
}

const difference = (a: Rgb, b: Rgb) => Math.hypot(...inLab(a).map((value, axis) => value - inLab(b)[axis]));

describe.each([
  ["light", 0],
  ["dark", 1]
] as const)("the %s theme", (_, which) => {
  const colours = scheme(which);
  const css = (colour: Rgb) => `rgb(${colour.join(", ")})`;
  const ramp = colourRamp(css(colours["density-low"]), css(colours["density-high"]));
  const onRamp = [0, 64, 128, 192, 255].map((i) => [ramp[4 * i], ramp[4 * i + 1], ramp[4 * i + 2]] as Rgb);

  it("has text at 4.5:1 on both papers", () => {
    for (const text of ["ink", "ink-soft", "accent", "fault", "done"]) {
      for (const paper of ["paper", "paper-alt"]) {
        expect([text, paper, contrastRatio(colours[text], colours[paper]) >= 4.5]).toEqual([text, paper, true]);
      }
    }
    expect(contrastRatio(colours["accent-ink"], colours.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colours.ink, colours["accent-soft"])).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colours["ink-soft"], colours["accent-soft"])).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colours.accent, colours["accent-soft"])).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colours.ink, colours["fault-soft"])).toBeGreaterThanOrEqual(4.5);
    for (const syntax of Object.keys(colours).filter((name) => name.startsWith("syntax-"))) {
      expect([syntax, contrastRatio(colours[syntax], colours["paper-alt"]) >= 4.5]).toEqual([syntax, true]);
    }
  });

  it("has marks and the edges of controls at 3:1, marks on every colour of the density too", () => {
    expect(contrastRatio(colours.edge, colours.paper)).toBeGreaterThanOrEqual(3);
    for (const mark of ["data", "draws", "trail"]) {
      for (const ground of [colours.paper, ...onRamp]) {
        expect([mark, contrastRatio(colours[mark], ground) >= 3]).toEqual([mark, true]);
      }
    }
  });

  it("keeps data, draws and trail apart for every kind of colour vision", () => {
    const identity = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1]
    ];
    for (const [kind, matrix] of [["all cones", identity] as const, ...Object.entries(deficiencies)]) {
      for (const [a, b] of [
        ["data", "draws"],
        ["data", "trail"],
        ["draws", "trail"]
      ]) {
        // A difference of 2.3 in CIELAB is just noticed side by side (Mahy et al. 1994); this is five times that.
        const apart = difference(seenWith(matrix, colours[a]), seenWith(matrix, colours[b]));
        expect([kind, a, b, apart > 11.5 ? "apart" : apart]).toEqual([kind, a, b, "apart"]);
      }
    }
  });

  it("has a density ramp whose steps look equal", () => {
    const lightness = onRamp.map((colour) => inLab(colour)[0]);
    const steps = lightness.slice(1).map((value, i) => value - lightness[i]);
    for (const step of steps) expect(step / steps[0]).toBeCloseTo(1, 1);
  });
});

it("the ramp starts and ends on the colours it is given", () => {
  const ramp = colourRamp("#123456", "rgb(240, 250, 10)", 3);
  expect([...ramp.slice(0, 4), ...ramp.slice(8)]).toEqual([0x12, 0x34, 0x56, 255, 240, 250, 10, 255]);
});
