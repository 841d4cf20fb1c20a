import { LanguageError } from "../../../language/languageError.js";
import { shapeText } from "../../../language/tensor/tensor.js";
import type { Machine } from "../../../rbm/model/machine.js";
import type { InsideSketch } from "../../values/figure.js";
import type { FigureValue } from "../../values/value.js";
import type { Arguments } from "../arguments.js";

/** What each figure is called, and what is drawn over its plane. */
const figures: Readonly<
  Record<
    "unitLines" | "zonotope" | "oneUpdate",
    { readonly label: string; sketch(args: Arguments, machine: Machine, count: number): InsideSketch }
  >
> = {
  unitLines: {
    label: "The two sides of each hidden unit",
    sketch: (args, { m }) => ({ kind: "sides", unit: args.number("unit", 1, { min: 1, max: m, integer: true }) - 1 })
  },
  zonotope: {
    label: "The Gaussians of the mixture",
    sketch: (args, machine) => ({ kind: "means", earlier: earlierOf(args, machine) })
  },
  oneUpdate: { label: "One update in slow motion", sketch: updateOf }
};

/** @throws LanguageError placed at the argument that can't be shown */
export function insideFigureOf(name: keyof typeof figures, args: Arguments): FigureValue {
  const { label, sketch } = figures[name];
  const machine = args.machine("machine");
  if (machine.n !== 2)
    throw new LanguageError(
      "shape",
      `The plane shows machines with n = 2; this has n = ${machine.n}.`,
      args.get("machine")!.span
    );
  const data = args.planePoints("data")!;
  const figure = { kind: "inside", label, machine, data, sketch: sketch(args, machine, data.count) } as const;
  return { kind: "figure", figure };
}

function updateOf(args: Arguments, { m }: Machine, count: number): InsideSketch {
  const z = sized(args, "z", [count, m]);
  if (z.some((value) => value !== 0 && value !== 1))
    throw args.error("z holds 0 and 1, a row for each point.", args.get("z")!.span);
  const clip = args.number("clip", 1, { min: 0, max: 1e9 });
  return {
    kind: "update",
    stage: args.number("stage", 1, { min: 1, max: 8, integer: true }) - 1,
    point: args.number("point", 1, { min: 1, max: count, integer: true }) - 1,
    z,
    draws: sized(args, "draws", [count, 2]),
    rate: args.number("rate", 0.01, { min: 1e-12, max: 1e6 }),
    clip: clip === 0 ? null : clip,
    coupling: args.oneOf("coupling", ["sigma2", "sigma", "none"], "sigma2")
  };
}

/** Machines of which b and W alone are known. */
function earlierOf(args: Arguments, { n, m, logSigma2, d }: Machine): readonly Machine[] {
  const argument = args.get("earlier");
  if (!argument) return [];
  const width = 2 + 2 * m;
  const count = args.tensorOf(argument, "earlier").shape[0] ?? 0;
  const values = sized(args, "earlier", [count, width]);
  return Array.from({ length: count }, (_, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    return { n, m, logSigma2, d, b: own.subarray(0, 2), W: own.subarray(2) };
  });
}

/** @throws LanguageError unless it has this shape */
function sized(args: Arguments, name: string, shape: readonly number[]): Float64Array {
  const argument = args.get(name)!;
  const found = args.tensorOf(argument, name);
  if (found.shape.length === shape.length && found.shape.every((length, i) => length === shape[i])) return found.values;
  throw new LanguageError(
    "shape",
    `${name} has the shape ${shapeText(shape)}; this is ${shapeText(found.shape)}.`,
    argument.span
  );
}
