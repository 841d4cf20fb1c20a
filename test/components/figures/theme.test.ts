import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { colourRamp, contrastRatio, fromOklab, oklab, parseColour } from "../../../src/components/figures/colour.js";
import type { Rgb } from "../../../src/components/figures/colour.js";

const css = readFileSync(new URL("../../../src/style/theme.css", import.meta.url), "utf8");

/** The custom properties that are a pair of colours, in one of the schemes. */
function scheme(which: 0 | 1): Record<string, Rgb> {
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g);
  return Object.fromEntries([...pairs].map(([, name, ...colours]) => [name, parseColour(colours[which])]));
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
  const linear = colour.map((byte) => (byte <= 10.31475 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
  const mixed = matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * linear[i], 0));
  return mixed.map((value) => {
    const c = Math.min(1, Math.max(0, value));
    return 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
  }) as unknown as Rgb;
}

const difference = (a: Rgb, b: Rgb) => Math.hypot(...oklab(a).map((value, axis) => value - oklab(b)[axis]));

describe.each([
  ["light", 0],
  ["dark", 1]
] as const)("the %s theme", (_, which) => {
  const colours = scheme(which);
  const ramp = colourRamp(colours["density-low"], colours["density-high"]);
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
        // 0.1 in Oklab is five times a difference that is just noticed side by side.
        const apart = difference(seenWith(matrix, colours[a]), seenWith(matrix, colours[b]));
        expect([kind, a, b, apart > 0.1 ? "apart" : apart]).toEqual([kind, a, b, "apart"]);
      }
    }
  });

  it("has a density ramp whose steps look equal", () => {
    const lightness = onRamp.map((colour) => oklab(colour)[0]);
    const steps = lightness.slice(1).map((value, i) => value - lightness[i]);
    for (const step of steps) expect(step / steps[0]).toBeCloseTo(1, 1);
  });
});

describe("colour", () => {
  it("goes to Oklab and back", () => {
    for (const colour of [
      [0, 0, 0],
      [255, 255, 255],
      [12, 200, 99],
      [255, 0, 0]
    ] as Rgb[]) {
      for (const [i, value] of fromOklab(oklab(colour)).entries()) expect(value).toBeCloseTo(colour[i], 2);
    }
    expect(oklab([255, 255, 255])[0]).toBeCloseTo(1, 6);
  });

  it("has black on white at 21:1", () => {
    expect(contrastRatio([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 10);
  });

  it("is read from hex and rgb() and refused otherwise", () => {
    expect([parseColour("#0f8"), parseColour("#00ff88"), parseColour("rgb(0, 255, 136)")]).toEqual(
      Array(3).fill([0, 255, 136])
    );
    expect(() => parseColour("oklch(0.5 0.1 20)")).toThrow("is not a hex or rgb() colour");
  });
});
