import { circles, gaussian, heldOut, mixture, mixtures, ring } from "./data.js";
import { density, logZ, nll, trueDensity, trueNll } from "./exact.js";
import { angles } from "./figures/angles.js";
import { animate, trail } from "./figures/animations.js";
import { histogram } from "./figures/histogram.js";
import { line } from "./figures/line.js";
import { scatter } from "./figures/scatter.js";
import { table } from "./figures/table.js";
import { training } from "./figures/training.js";
import type { HostFunction } from "./hostFunction.js";
import { csv, file, number, seed, select, slider, toggle } from "./inputs.js";
import { initial, machine } from "./machines.js";
import { mixing } from "./mixing.js";
import { sample } from "./sample.js";
import { train } from "./train.js";

/** Everything that a notebook can call by name besides the functions of the language and its own. */
export const hostFunctions: ReadonlyMap<string, HostFunction> = new Map(
  [
    ...[slider, number, select, toggle, seed, file],
    ...[ring, heldOut, circles, csv, mixture, mixtures, gaussian],
    ...[machine, initial, train, sample],
    ...[density, nll, logZ, mixing, trueDensity, trueNll],
    ...[scatter, line, histogram, animate, trail, training, angles, table]
  ].map((each) => [each.name, each])
);
