import { describe, expect, it } from "vitest";
import { densityAt, logDecades, rampPositions } from "../../../src/components/figures/plane/densityLayer.js";
import { contourLines, massLevels, sharesWithin } from "../../../src/components/figures/plane/contourLines.js";
import { mixtureEllipses } from "../../../src/components/figures/plane/mixtureLayer.js";
import { describePlane, tally } from "../../../src/components/figures/plane/planeDescription.js";
import { readable } from "../../../src/components/dom/readable.js";
import { ringBand, ringBandOf } from "../../../src/components/figures/plane/ringFigure.js";
import { nearestPoint, planeScale } from "../../../src/components/figures/plane/planeScale.js";
import { trailOpacity } from "../../../src/components/figures/plane/pointLayers.js";
import { chainPath, drawsAt } from "../../../src/components/figures/plane/trajectoryView.js";
import { createRandom } from "../../../src/rbm/random.js";
import { planeLaws } from "../../../src/rbm/index.js";
import type { DensityGrid } from "../../../src/rbm/index.js";

const window = { xmin: -2, xmax: 2, ymin: -2, ymax: 2 };
const nothing = { data: null, draws: null, density: null, mixture: null, trail: null, highlight: null };

/** The standard normal density on a grid: its regions of highest density are discs, known in closed form. */
function normalGrid(size: number, reach: number): DensityGrid {
  const density = new Float64Array(size * size);
  for (let i = 0; i < density.length; i += 1) {
    const x1 = -reach + (2 * reach * ((i % size) + 0.5)) / size;
    const x2 = -reach + (2 * reach * (Math.floor(i / size) + 0.5)) / size;
    density[i] = Math.exp(-(x1 * x1 + x2 * x2) / 2) / (2 * Math.PI);
  }
  return { xmin: -reach, xmax: reach, ymin: -reach, ymax: reach, columns: size, rows: size, density, logZ: 0 };
}

describe("planeScale", () => {
  it("has x₂ grow upward and inverts itself", () => {
    const scale = planeScale(window, 400, 400);
    expect([scale.x(-2), scale.y(2), scale.y(-2)]).toEqual([0, 0, 400]);
    expect(scale.invert(scale.x(0.3), scale.y(-1.1))).toEqual([expect.closeTo(0.3), expect.closeTo(-1.1)]);
  });
});

describe("nearestPoint", () => {
  it("finds the nearest, never one that is not a number, and nothing among none", () => {
    expect(nearestPoint([0, 0, 1, 1, NaN, 0], 3, 0.9, 0.8)).toEqual({ index: 1, distance: expect.closeTo(0.2236, 4) });
    expect(nearestPoint([NaN, NaN], 1, 0, 0)).toBeNull();
    expect(nearestPoint([], 0, 0, 0)).toBeNull();
  });
});

describe("rampPositions", () => {
  it("are proportional to p on the linear scale and to log p on the log one", () => {
    expect([...rampPositions([0, 1, 2, 4], "linear")]).toEqual([0, 0.25, 0.5, 1]);
    const log = rampPositions([10, 1, 10 ** (1 - logDecades), 1e-30], "log");
    expect([...log]).toEqual([1, expect.closeTo(1 - 1 / logDecades, 6), expect.closeTo(0, 6), 0]);
  });

  it("put a density of zero, not-a-number or nothing at the bottom", () => {
    expect([...rampPositions([0, NaN, 1], "log")]).toEqual([0, 0, 1]);
    expect([...rampPositions([0, 0], "log")]).toEqual([0, 0]);
  });
});

describe("contours", () => {
  const grid = normalGrid(160, 5);

  it("enclose the share of the mass they are asked for", () => {
    // For a standard normal in the plane, the disc with share s of the mass has density (1 − s) / 2π at its edge.
    const [half, most] = massLevels(grid, [0.5, 0.9]);
    expect(half * 2 * Math.PI).toBeCloseTo(0.5, 2);
    expect(most * 2 * Math.PI).toBeCloseTo(0.1, 2);
  });

  it("lie at the cell at which the share is reached from the densest down, however the densities are spread", () => {
    const random = createRandom(5);
    for (const spread of [0, 1, 5, 40]) {
      const density = Float64Array.from({ length: 400 }, (_, i) => (i % 7 ? Math.exp(spread * random.normal()) : 0));
      const descending = [...density].sort((a, b) => b - a);
      const total = descending.reduce((sum, p) => sum + p, 0);
      for (const share of [0.05, 0.5, 0.9, 0.999]) {
        const [level] = massLevels({ ...window, columns: 20, rows: 20, density, logZ: 0 }, [share]);
        const massAbove = (above: (p: number) => boolean) =>
          descending.filter(above).reduce((sum, p) => sum + p, 0) / total;
        expect(massAbove((p) => p > level)).toBeLessThan(share);
        expect(massAbove((p) => p >= level)).toBeGreaterThan(share - 1e-12);
      }
    }
    expect(massLevels({ ...window, columns: 2, rows: 1, density: Float64Array.of(0, NaN), logZ: 0 }, [0.5])).toEqual([
      0
    ]);
  });

  it("enclose shares of all the mass: of a normal, a window to one deviation holds 46.6 %, so that no line round half of it is there", () => {
    const narrow = normalGrid(200, 1);
    const held = 0.6826894921370859 ** 2;
    expect(sharesWithin(narrow, [0.4, 0.5, 0.9])).toEqual([expect.closeTo(0.4 / held, 4)]);
    const [level] = massLevels(narrow, sharesWithin(narrow, [0.2]));
    // A disc with a fifth of the mass ends where the density is four fifths of its peak.
    expect(level * 2 * Math.PI).toBeCloseTo(0.8, 3);
    expect(sharesWithin(grid, [0.5, 0.9])).toEqual([expect.closeTo(0.5, 3), expect.closeTo(0.9, 3)]);
  });

  it("lie where the density equals the level: for a normal, on a circle of known radius and length", () => {
    const level = 0.5 / (2 * Math.PI);
    const lines = contourLines(grid, level);
    const radius = Math.sqrt(2 * Math.log(2));
    let length = 0;
    for (const line of lines) {
      for (let i = 2; i < line.length; i += 2) {
        expect(Math.hypot(line[i], line[i + 1])).toBeCloseTo(radius, 3);
        length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
      }
    }
    expect(lines.length).toBe(1);
    expect(length / (2 * Math.PI * radius)).toBeCloseTo(1, 3);
  });

  it("are closed, saddles included", () => {
    const saddles = [1, 0, 1, 0, 0, 1, 0.2, 1, 1, 0, 1, 0, 0, 1, 0, 0.9];
    const framed = new Float64Array(36);
    for (let i = 0; i < 16; i += 1) framed[(Math.floor(i / 4) + 1) * 6 + (i % 4) + 1] = saddles[i];
    const lines = contourLines({ xmin: 0, xmax: 6, ymin: 0, ymax: 6, columns: 6, rows: 6, density: framed }, 0.45);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect([...line.slice(0, 2)]).toEqual([...line.slice(-2)]);
  });
});

describe("densityAt", () => {
  it("is the density of the cell, row 0 at the smallest x₂, and null outside", () => {
    const grid = { ...window, columns: 2, rows: 2, density: Float64Array.of(1, 2, 3, 4), logZ: 0 };
    expect([densityAt(grid, -1, -1), densityAt(grid, 1, -1), densityAt(grid, -1, 1)]).toEqual([1, 2, 3]);
    expect([densityAt(grid, 2.1, 0), densityAt(grid, 0, -2.1)]).toEqual([null, null]);
  });
});

describe("mixtureEllipses", () => {
  it("have the covariance's eigenvectors as axes and the roots of its eigenvalues as lengths", () => {
    // R(30°) diag(4, 1) R(30°)ᵀ
    const cos = Math.cos(Math.PI / 6);
    const sin = Math.sin(Math.PI / 6);
    const covariances = [4 * cos ** 2 + sin ** 2, 3 * sin * cos, 3 * sin * cos, 4 * sin ** 2 + cos ** 2];
    const [ellipse] = mixtureEllipses({ weights: [1], means: [0.5, -1], covariances });
    expect(ellipse.major).toBeCloseTo(2, 12);
    expect(ellipse.minor).toBeCloseTo(1, 12);
    expect(ellipse.angle).toBeCloseTo(Math.PI / 6, 12);
    expect([ellipse.x1, ellipse.x2]).toEqual([0.5, -1]);
  });
});

describe("the description of a plane", () => {
  const values = Float64Array.of(1, 0, 0, 0.5, 5, 0, NaN, 0);
  const points = { n: 2, count: 4, values };

  it("counts the points on the ring and those the window does not show, not-a-number among them", () => {
    expect(tally(points, window, { inner: 0.8, outer: 1.2 })).toEqual({ count: 4, ring: 1, outside: 2 });
  });

  it("names what is drawn, and says when nothing is", () => {
    const text = describePlane({ ...nothing, data: points, draws: points, highlight: 0 }, window, null);
    expect(text).toContain("4 data, as circles, 2 outside the window.");
    expect(text).toContain("4 draws, as diamonds");
    expect(text).toContain("Chain 1, which is followed, is at (1.00, 0.00).");
    expect(describePlane(nothing, window, null)).toContain("Nothing is drawn yet.");
  });

  it("gives a density's peak and its share on the ring", () => {
    const band = { inner: 0, outer: Math.sqrt(2 * Math.log(2)) };
    const text = describePlane({ ...nothing, density: normalGrid(160, 5) }, window, band);
    expect(text).toContain("highest, 0.16");
    expect(text).toContain("50 % of its mass");
  });

  it("writes numbers with a real minus, and those that are none in words", () => {
    expect([-0.5, 0, 1e-7, -2e21, NaN, -Infinity].map((x) => readable(x))).toEqual([
      "−0.50",
      "0.00",
      "1.0·10⁻⁷",
      "−2.0·10²¹",
      "not a number",
      "−infinity"
    ]);
  });
});

describe("a trajectory's views", () => {
  // x of step t, chain c, unit i is 100 t + 10 c + i.
  const x = Float64Array.from(
    { length: 12 },
    (_, i) => 100 * Math.floor(i / 4) + 10 * Math.floor((i % 4) / 2) + (i % 2)
  );
  const trajectory = { steps: 3, chains: 2, n: 2, x };

  it("share the trajectory's memory for a step, and gather one chain's path over steps", () => {
    expect([...drawsAt(trajectory, 1).values]).toEqual([100, 101, 110, 111]);
    expect(drawsAt(trajectory, 1).values.buffer).toBe(x.buffer);
    expect([...chainPath(trajectory, 1, 3)]).toEqual([10, 11, 110, 111, 210, 211]);
  });
});

describe("a trail", () => {
  it("fades with age and never quite away", () => {
    expect(trailOpacity(0)).toBe(1);
    expect(trailOpacity(40)).toBeLessThan(trailOpacity(20));
    expect(trailOpacity(10_000)).toBeGreaterThan(0.2);
  });
});

describe("the band of a ring", () => {
  it("is there for the lab's ring, and not for other laws of the same plane", () => {
    const drawn = (law: "ring" | "circles" | "moons" | "blobs" | "checkerboard") =>
      ringBandOf(planeLaws[law].draw(500, createRandom(0, law)));
    expect(drawn("ring")).toBe(ringBand);
    for (const law of ["circles", "moons", "blobs", "checkerboard"] as const) expect(drawn(law), law).toBeNull();
    expect(ringBandOf({ n: 2, count: 0, values: new Float64Array() })).toBeNull();
  });
});
