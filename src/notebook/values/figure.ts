import type { DensityGrid } from "../../rbm/exact/grid.js";
import type { Coupling } from "../../rbm/model/coupling.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Points } from "../../rbm/shapes.js";
import type { Trajectory } from "../../rbm/sampling/trajectory.js";
import type { TrainedRun } from "./value.js";

export interface Window {
  readonly xmin: number;
  readonly xmax: number;
  readonly ymin: number;
  readonly ymax: number;
}

/** K weights, K means (K, 2) and K covariances (K, 2, 2), row-major, as planeFigure draws them. */
export interface MixtureShape {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly covariances: readonly number[];
}

/** What planeFigure draws; null layers are not there. */
export interface PlaneSpec {
  readonly kind: "plane";
  readonly label: string;
  readonly window: Window;
  readonly data: Points | null;
  readonly draws: Points | null;
  readonly density: DensityGrid | null;
  readonly mixture: MixtureShape | null;
  /** crosses: where p(x | z) is centred for each z, and the share of each */
  readonly centres: readonly { readonly place: readonly [number, number]; readonly share: number }[] | null;
  /** points with a letter, such as x */
  readonly marks: readonly { readonly letter: string; readonly place: readonly [number, number] }[];
  /** whether lines of equal density are drawn */
  readonly contours: boolean;
  /** what axes and readings tell places in, mean + scale · x; null: the units that are drawn in */
  readonly units: { readonly mean: readonly number[]; readonly scale: readonly number[] } | null;
  /** what the legend calls a layer, where not as usual */
  readonly names: {
    readonly data?: string;
    readonly draws?: string;
    readonly density?: string;
    readonly mixture?: string;
  };
}

/** What the page that looks inside draws over its plane. */
export type InsideSketch =
  /** every hidden unit's line, and of one, counted from 0, the side where it is on */
  | { readonly kind: "sides"; readonly unit: number }
  /** the Gaussians at b + Wz within the border of all means, and borders of earlier machines */
  | { readonly kind: "means"; readonly earlier: readonly Machine[] }
  | UpdateSketchSpec;

/** One update of CD-1 at one of its stages, stage and point counted from 0. */
export interface UpdateSketchSpec {
  readonly kind: "update";
  readonly stage: number;
  readonly point: number;
  /** hidden draws, (count, m), each 0 or 1 */
  readonly z: Float64Array;
  /** (count, 2) */
  readonly draws: Float64Array;
  readonly rate: number;
  /** null: none */
  readonly clip: number | null;
  readonly coupling: Coupling;
}

/** A machine taken apart: its data over its exact density, with a sketch over them. */
export interface InsideSpec {
  readonly kind: "inside";
  readonly label: string;
  /** n = 2 */
  readonly machine: Machine;
  readonly data: Points;
  readonly sketch: InsideSketch;
}

export interface SeriesSpec {
  readonly name: string;
  readonly tone: "data" | "draws" | "trail" | "ink";
  readonly dash: "solid" | "dashed" | "dotted";
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** What lineChart draws. */
export interface LinesSpec {
  readonly kind: "lines";
  readonly label: string;
  readonly xName: string;
  readonly yName: string;
  readonly xDomain: readonly [number, number];
  /** null: follows the values */
  readonly yDomain: readonly [number, number] | null;
  readonly yScale: "linear" | "log";
  readonly series: readonly SeriesSpec[];
  readonly references: readonly { readonly name: string; readonly value: number }[];
  /** whether a line can be moved along x */
  readonly playhead: boolean;
  /** where it stands at first; null: at the right end */
  readonly at: number | null;
}

/** What dotDistribution draws. */
export interface DotsSpec {
  readonly kind: "dots";
  readonly label: string;
  readonly values: readonly number[];
  readonly dotName: string;
  readonly xName: string;
  readonly domain: readonly [number, number];
  readonly marks: readonly { readonly name: string; readonly value: number; readonly tone: SeriesSpec["tone"] }[];
}

/** What imageGrid draws: count images of rows × columns. */
export interface ImagesSpec {
  readonly kind: "images";
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  /** shape (count, rows, columns) */
  readonly values: Float64Array;
  /** ink on paper, or blue below zero and orange above */
  readonly colours: "ink" | "signed";
  /** the values of paper and ink; null: an even scale about zero */
  readonly scale: { readonly low: number; readonly high: number } | null;
  /** what an even scale is of; null: the images */
  readonly like: Float64Array | null;
  /** of an image at best, in CSS pixels */
  readonly side: number;
  /** images in a row at most; null: as many as fit */
  readonly across: number | null;
}

/** Bars: counts between edges, one edge more than bars. */
export interface HistogramSpec {
  readonly kind: "histogram";
  readonly label: string;
  readonly xName: string;
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** What chainsAnimation draws. */
export interface ChainsSpec {
  readonly kind: "chains";
  readonly label: string;
  readonly trajectory: Trajectory;
  readonly data: Points | null;
  readonly density: DensityGrid | null;
  /** steps a second */
  readonly rate: number;
}

/** What trailAnimation draws. */
export interface TrailSpec {
  readonly kind: "trail";
  readonly label: string;
  readonly trajectory: Trajectory;
  /** counted from 0 */
  readonly chain: number;
  readonly data: Points | null;
  readonly density: DensityGrid | null;
  readonly steps: number;
  readonly rate: number;
}

/** What angleChart draws: angles of draws in degrees, and the machine's own density of the angle. */
export interface AnglesSpec {
  readonly kind: "angles";
  readonly angles: ArrayLike<number>;
  readonly machine: Machine;
  readonly logZ: number;
}

/** What trainingView draws: a run, with a density at each snapshot. */
export interface RunSpec {
  readonly kind: "run";
  readonly run: TrainedRun;
  readonly data: Points;
  readonly test: Points | null;
  /** draws of the last machine, or null: the figure asks for them */
  readonly draws: Points | null;
  /** whether the chart shows scores however large */
  readonly everyScore: boolean;
}

export interface TableSpec {
  readonly kind: "table";
  readonly label: string;
  readonly columns: readonly { readonly name: string; readonly cells: readonly (string | number)[] }[];
  /** rows that there are; the cells may be fewer */
  readonly rows: number;
}

/** A figure with all that it draws; it asks for nothing but drawing. */
export type FigureSpec =
  | PlaneSpec
  | InsideSpec
  | LinesSpec
  | HistogramSpec
  | ChainsSpec
  | TrailSpec
  | AnglesSpec
  | RunSpec
  | TableSpec
  | DotsSpec
  | ImagesSpec;
