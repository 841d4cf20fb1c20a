import type { Machine, Parameters } from "../../../rbm/model/machine.js";
import { svgElement } from "../../dom/element.js";
import type { PlaneScale } from "../../figures/plane/planeScale.js";
import { arrow, circleAt, crossesAt, linesBetween } from "./planeSketch.js";
import type { UpdateStages } from "./updateStages.js";

/** The stages of an update, in their order. */
export const stageNames = [
  "Data",
  "Hidden draws",
  "Means",
  "Noise",
  "Second phase",
  "Two gradients",
  "Clip",
  "Step"
] as const;

export type StageName = (typeof stageNames)[number];

/** Whether the draws are seen at a stage, beside the data. */
export const showsDraws = (stage: StageName): boolean => stage === "Noise" || stage === "Second phase";

/** The shares of the mass within the lines of equal density that are drawn at a stage. */
export const contoursAt = (stage: StageName): readonly number[] =>
  stage === "Data" || stage === "Step" ? [0.5, 0.9] : [];

type Place = readonly [number, number];

/** How much longer than they are the arrows of a stage are drawn; 1, 2 or 5 times a power of ten. */
export function arrowScale(stages: UpdateStages, stage: StageName): number {
  const longest = (vectors: readonly Place[]) => Math.max(...vectors.map(([a, b]) => Math.hypot(a, b)));
  const { positive, negative, gradient, before, after } = stages;
  if (stage === "Two gradients") return niceBelow(0.9 / longest([...vectorsOf(positive), ...vectorsOf(negative)]));
  if (stage === "Clip") return niceBelow(0.9 / longest(vectorsOf(gradient)));
  return niceBelow(0.5 / longest(movesOf(before, after)));
}

/** What is drawn over the plane at a stage, for the point in a row of the batch. */
export function updateSketch(
  stages: UpdateStages,
  stage: StageName,
  row: number
): (scale: PlaneScale) => readonly (SVGElement | null)[] {
  const { before, x, means, draws, z } = stages;
  const followed = placeAt(x, row);
  return (scale) => {
    const columns = columnsOf(before);
    const base = placeAt(before.b, 0);
    const ring = circleAt(scale, followed, 8, "sketch-followed");
    if (stage === "Data" || stage === "Hidden draws") return [ring];
    if (stage === "Means")
      return [
        linesBetween(scale, x, means, "sketch-faint"),
        crossesAt(scale, means, 3, "sketch-mean"),
        ...sumOf(before, z, row).map(([from, to]) => arrow(scale, from, to, "sketch-sum")),
        ring
      ];
    if (stage === "Noise" || stage === "Second phase")
      return [
        linesBetween(scale, means, draws, "sketch-faint"),
        crossesAt(scale, means, 3, "sketch-mean"),
        arrow(scale, placeAt(means, row), placeAt(draws, row), "sketch-sum"),
        ring,
        circleAt(scale, placeAt(draws, row), 8, "sketch-followed")
      ];
    const length = arrowScale(stages, stage);
    const tips: Place[] = [base, ...columns.map(([w1, w2]): Place => [base[0] + w1, base[1] + w2])];
    const skeleton = [
      ...tips.slice(1).map((tip) => linesBetween(scale, base, tip, "sketch-column")),
      ...tips.map((tip) => circleAt(scale, tip, 3, "sketch-tip"))
    ];
    const arrows = (vectors: readonly Place[], times: number, className: string) =>
      vectors.map((vector, at) => arrow(scale, tips[at], along(tips[at], vector, length * times), className));
    const names = tips.map((tip, at) => nameAt(scale, tip, base, at === 0 ? "b" : String(at)));
    if (stage === "Two gradients")
      return [
        ...skeleton,
        ...arrows(vectorsOf(stages.positive), 1, "sketch-positive"),
        ...arrows(vectorsOf(stages.negative), 1, "sketch-negative"),
        ...arrows(vectorsOf(stages.gradient), -1, "sketch-difference"),
        ...names
      ];
    if (stage === "Clip")
      return [
        ...skeleton,
        ...arrows(vectorsOf(stages.gradient), -1, "sketch-unclipped"),
        ...arrows(vectorsOf(stages.gradient), -stages.clipFactor, "sketch-difference"),
        ...names
      ];
    return [...skeleton, ...arrows(movesOf(before, stages.after), 1, "sketch-difference"), ...names];
  };
}

/** b, then each column of W. */
function vectorsOf({ b, W, d }: Parameters): Place[] {
  return [placeAt(b, 0), ...d.reduce<Place[]>((all, _, j) => [...all, [W[j], W[d.length + j]]], [])];
}

const columnsOf = (machine: Machine): Place[] => vectorsOf(machine).slice(1);

/** How far b and each column of W go, in the plane. */
function movesOf(before: Machine, after: Machine): Place[] {
  const [from, to] = [vectorsOf(before), vectorsOf(after)];
  return to.map(([a, b], at) => [a - from[at][0], b - from[at][1]]);
}

/** b + Wz as a walk from b: a step along the column of each unit that is on. */
function sumOf(machine: Machine, z: Float64Array, row: number): (readonly [Place, Place])[] {
  const steps: (readonly [Place, Place])[] = [];
  let at = placeAt(machine.b, 0);
  columnsOf(machine).forEach((column, j) => {
    if (z[row * machine.m + j] === 0) return;
    const next = along(at, column, 1);
    steps.push([at, next]);
    at = next;
  });
  return steps;
}

function nameAt(scale: PlaneScale, tip: Place, base: Place, name: string): SVGElement {
  const [px, py, bx, by] = [scale.x(tip[0]), scale.y(tip[1]), scale.x(base[0]), scale.y(base[1])];
  const length = Math.hypot(px - bx, py - by);
  const [ux, uy] = length > 4 ? [(px - bx) / length, (py - by) / length] : [-0.7, 0.7];
  const place = { x: px + 13 * ux, y: py + 13 * uy, dy: "0.35em", "text-anchor": "middle" };
  return svgElement("text", { class: "sketch-name", ...place }, name);
}

const placeAt = (values: ArrayLike<number>, row: number): Place => [values[2 * row], values[2 * row + 1]];
const along = (from: Place, vector: Place, times: number): Place => [
  from[0] + times * vector[0],
  from[1] + times * vector[1]
];

function niceBelow(value: number): number {
  if (!Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([5, 2, 1].find((digit) => digit * power <= value) ?? 1);
}
