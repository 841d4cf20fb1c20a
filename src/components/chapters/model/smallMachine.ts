import { smallMachineNotebook } from "../../../notebook/templates/chapters/model.js";
import { createMachine } from "../../../rbm/model/machine.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { hiddenProbabilities } from "../../../rbm/exact/enumeration.js";
import { densityGrid } from "../../../rbm/exact/densityGrid.js";
import { logPartition } from "../../../rbm/exact/enumeration.js";
import { setSymbolValues } from "../../article/symbolMeanings.js";
import type { Codec } from "../../controls/address.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import type { PlaneMixture } from "../../figures/plane/mixtureLayer.js";
import { planeHandles } from "../../figures/plane/planeHandles.js";
import type { Place } from "../../figures/plane/planeHandles.js";
import { slider } from "../../controls/slider.js";
import { figureActions } from "../notebook/figureActions.js";
import { linesOfC } from "./derivationNumbers.js";

/** A machine with two visible and three hidden units, and a point x to ask it about. */
export interface SmallMachine {
  readonly b: readonly [number, number];
  readonly sigma: readonly [number, number];
  /** shape (2, 3) */
  readonly W: readonly (readonly number[])[];
  readonly d: readonly number[];
  readonly x: readonly [number, number];
}

export const hidden = 3;
const window = { xmin: -2, xmax: 2, ymin: -2, ymax: 2 };
const cells = 128;
const limits = { sigma: [0.1, 1], d: [-8, 8], place: 10 } as const;

/** Where the page starts: three switches that reach from the lower left, each its own way. */
export const firstSmallMachine: SmallMachine = {
  b: [-0.9, -0.9],
  sigma: [0.3, 0.3],
  W: [
    [1.5, 0.2, 0.3],
    [0.1, 1.2, 0.5]
  ],
  d: [-3, -1, 1],
  x: [0.6, 0.3]
};

/** The library's machine of these numbers. */
export function machineOf({ b, sigma, W, d }: SmallMachine): Machine {
  return createMachine({ b, logSigma2: sigma.map((s) => 2 * Math.log(s)), W: W.map((row) => [...row]), d });
}

/** Every setting of the switches, z, with bit j of the index as zⱼ. */
export function settings(m: number): number[][] {
  return Array.from({ length: 2 ** m }, (_, index) => Array.from({ length: m }, (_, j) => (index >> j) & 1));
}

/** b + Wz, shape (2,). */
export function centreOf({ b, W }: Pick<SmallMachine, "b" | "W">, z: readonly number[]): [number, number] {
  const sum = (i: number) => W[i].reduce((total, weight, j) => total + weight * z[j], b[i]);
  return [sum(0), sum(1)];
}

/** One Gaussian of p(x | z), as a mixture of one for the plane to draw. */
export function conditionalGaussian(small: SmallMachine, z: readonly number[]): PlaneMixture {
  const [s1, s2] = small.sigma;
  return { weights: [1], means: centreOf(small, z), covariances: [s1 ** 2, 0, 0, s2 ** 2] };
}

/** Fifteen numbers of the address, in the order b, σ, W by rows, d, x. */
export const smallMachineCodec: Codec<SmallMachine> = {
  parse(text) {
    const numbers = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
    if (numbers.length !== 15 || !numbers.every(Number.isFinite)) throw new Error("must be 15 numbers between commas");
    const [b1, b2, s1, s2, w11, w12, w13, w21, w22, w23, d1, d2, d3, x1, x2] = numbers;
    if (![s1, s2].every((s) => s >= limits.sigma[0] && s <= limits.sigma[1]))
      throw new Error(`has a σ (its third and fourth number) outside ${limits.sigma.join(" to ")}`);
    if (![d1, d2, d3].every((d) => Math.abs(d) <= limits.d[1]))
      throw new Error(`has a d (its 11th to 13th number) outside ${limits.d.join(" to ")}`);
    if (![b1, b2, w11, w12, w13, w21, w22, w23, x1, x2].every((place) => Math.abs(place) <= limits.place))
      throw new Error(`has a b, W or x beyond ±${limits.place}`);
    return {
      b: [b1, b2],
      sigma: [s1, s2],
      W: [
        [w11, w12, w13],
        [w21, w22, w23]
      ],
      d: [d1, d2, d3],
      x: [x1, x2]
    };
  },
  format: ({ b, sigma, W, d, x }) =>
    [b, sigma, ...W, d, x]
      .flat()
      .map((value) => String(Number(value.toFixed(3))))
      .join(",")
};

/**
 * The exact density of a small machine, with b, the columns of W and x to drag in the plane, and sliders for the rest.
 * Each cross is a centre b + Wz, the larger the more its Gaussian weighs.
 */
export function smallMachine(start: SmallMachine = firstSmallMachine): Control<SmallMachine> {
  let value = start;
  const column = (small: SmallMachine, j: number): Place => [small.b[0] + small.W[0][j], small.b[1] + small.W[1][j]];
  const placesOf = (small: SmallMachine): Place[] => [small.b, ...[0, 1, 2].map((j) => column(small, j)), small.x];
  const handles = planeHandles([
    { label: "b, where all switches are off", letter: "b", place: start.b, shape: "square", symbol: "b" },
    ...[0, 1, 2].map((j) => ({
      label: `Column ${j + 1} of W, from b`,
      letter: String(j + 1),
      place: column(start, j),
      from: 0,
      symbol: "W"
    })),
    { label: "The point x", letter: "x", place: start.x, shape: "diamond" as const, symbol: "x" }
  ]);
  const figure = planeFigure({
    label: "The exact density of a small machine",
    window,
    overlay: handles,
    names: { density: "p(x), exact", mixture: "p(x | z)" }
  });
  const dSliders = [0, 1, 2].map((j) =>
    slider({ label: `d${"₁₂₃"[j]}`, min: limits.d[0], max: limits.d[1], step: 0.1, value: start.d[j] })
  );
  const sigmaSliders = [0, 1].map((i) =>
    slider({ label: `σ${"₁₂"[i]}`, min: limits.sigma[0], max: limits.sigma[1], step: 0.01, value: start.sigma[i] })
  );
  for (const each of dSliders) each.dataset.symbol = "d";
  for (const each of sigmaSliders) each.dataset.symbol = "sigma2";
  const root = element(
    "div",
    { class: "small-machine" },
    element(
      "div",
      { class: "spread" },
      element(
        "div",
        {},
        figure,
        figureActions("The exact density of a small machine", () => smallMachineNotebook(value))
      ),
      element("div", { class: "control-group" }, ...dSliders, ...sigmaSliders)
    )
  );
  keepInside(root);

  handles.addEventListener("input", () => {
    const [b, w1, w2, w3, x] = handles.value;
    const columns = [w1, w2, w3];
    change({
      ...value,
      b: [b[0], b[1]],
      W: [columns.map((w) => w[0] - b[0]), columns.map((w) => w[1] - b[1])],
      x: [x[0], x[1]]
    });
  });
  for (const control of [...dSliders, ...sigmaSliders]) {
    control.addEventListener("input", () =>
      change({
        ...value,
        d: dSliders.map((each) => each.value),
        sigma: [sigmaSliders[0].value, sigmaSliders[1].value]
      })
    );
  }

  function change(next: SmallMachine): void {
    value = next;
    draw();
    emitInput(root);
  }

  function draw(): void {
    const machine = machineOf(value);
    const logZ = logPartition(machine);
    const [c] = linesOfC(value);
    setSymbolValues({ ...value, sigma2: value.sigma.map((s) => s * s), c, F: -c, Z: Math.exp(logZ) });
    const grid = { ...window, columns: cells, rows: cells };
    figure.update({ density: densityGrid(machine, grid, logZ) });
    const probabilities = hiddenProbabilities(machine);
    handles.update({
      crosses: settings(hidden).map((z, index) => ({ place: centreOf(value, z), share: probabilities[index] }))
    });
  }

  draw();
  const control = withValue<SmallMachine, HTMLElement>(
    root,
    () => value,
    (next) => {
      value = next;
      handles.value = placesOf(next);
      dSliders.forEach((each, j) => (each.value = next.d[j]));
      sigmaSliders.forEach((each, i) => (each.value = next.sigma[i]));
      draw();
    }
  );
  return Object.assign(control, { figure });
}
