import { circles, gaussian, heldOut, mixture, mixtures, ring } from "./data.js";
import { checkpoint, digits } from "./digits.js";
import { angleDensity, density, logZ, nll, trueDensity, trueNll } from "./exact.js";
import { angles } from "./figures/angles.js";
import { animate, trail } from "./figures/animations.js";
import { dots } from "./figures/dots.js";
import { histogram } from "./figures/histogram.js";
import { images } from "./figures/images.js";
import { insideFigures } from "./figures/inside.js";
import { line } from "./figures/line.js";
import { scatter } from "./figures/scatter.js";
import { table } from "./figures/table.js";
import { training } from "./figures/training.js";
import type { HostFunction } from "./hostFunction.js";
import { classify, mend, nearest } from "./imageRuns.js";
import { csv, file, number, seed, select, slider, toggle } from "./inputs.js";
import { machineAt } from "./machineAt.js";
import { initial, machine, standardise, unstandardise } from "./machines.js";
import { forgetting, mixing } from "./mixing.js";
import { lawNll, planeLaw, splitData } from "./planeLaws.js";
import { sample } from "./sample.js";
import { train } from "./train.js";

/** Everything that a notebook can call by name besides the functions of the language and its own. */
export const hostFunctions: ReadonlyMap<string, HostFunction> = new Map(
  [
    ...[slider, number, select, toggle, seed, file],
    ...[ring, heldOut, circles, planeLaw, csv, splitData, mixture, mixtures, gaussian, digits, standardise, nearest],
    ...[machine, initial, machineAt, checkpoint, unstandardise, train, sample, mend, classify],
    ...[density, angleDensity, nll, logZ, mixing, forgetting, trueDensity, trueNll, lawNll],
    ...[scatter, line, histogram, dots, images, animate, trail, training, angles, table],
    ...insideFigures
  ].map((each) => [each.name, each])
);
