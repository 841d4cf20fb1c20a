import type { GridSpec } from "../../rbm/exact/grid.js";
import type { Arguments } from "./arguments.js";
import type { Window } from "../values/figure.js";

/** What planes show unless told otherwise: a square of ±1.6. */
export const standardReach = 1.6;

/** A square about the origin by its reach, or [xmin, xmax, ymin, ymax]. */
export function windowOf(args: Arguments, standard = standardReach): Window {
  const given = args.tensor("window");
  if (!given) return { xmin: -standard, xmax: standard, ymin: -standard, ymax: standard };
  const span = args.get("window")!.span;
  const { values } = given;
  if (values.length === 1 && values[0] > 0 && Number.isFinite(values[0])) {
    const [reach] = values;
    return { xmin: -reach, xmax: reach, ymin: -reach, ymax: reach };
  }
  const [xmin, xmax, ymin, ymax] = values;
  if (values.length === 4 && values.every(Number.isFinite) && xmin < xmax && ymin < ymax)
    return { xmin, xmax, ymin, ymax };
  throw args.error("window is a reach above 0, such as 1.6, or [xmin, xmax, ymin, ymax].", span);
}

export function gridOf(args: Arguments): GridSpec {
  const cells = args.number("cells", 128, { min: 2, max: 512, integer: true });
  return { ...windowOf(args), columns: cells, rows: cells };
}

export const windowParameters = [
  {
    name: "window",
    description: "what is shown: a reach about 0, or [xmin, xmax, ymin, ymax]",
    default: "1.6",
    byName: true
  },
  { name: "cells", description: "cells a side", default: "128", byName: true }
] as const;
