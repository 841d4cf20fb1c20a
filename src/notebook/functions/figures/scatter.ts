import { LanguageError } from "../../../language/languageError.js";
import { sameShape } from "../../../language/tensor/tensor.js";
import { hiddenProbabilities } from "../../../rbm/exact/enumeration.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { asTensor } from "../../values/asTensor.js";
import { describeValue } from "../../values/describeValue.js";
import type { MixtureShape, PlaneSpec } from "../../values/figure.js";
import type { FigureValue } from "../../values/value.js";
import type { Argument, Arguments } from "../arguments.js";
import type { HostFunction } from "../hostFunction.js";
import { windowOf, windowParameters } from "../planeWindow.js";

const byName = true;

export const scatter: HostFunction = {
  name: "scatter",
  group: "figures",
  makes: "figure",
  description: "points in the plane: data as circles, draws as diamonds, a density beneath",
  parameters: [
    { name: "data", description: "points, (count, 2)", default: "none" },
    { name: "draws", description: "points, (count, 2); of (steps, chains, 2) the last step", default: "none" },
    { name: "density", description: "as density(machine) gives it", default: "none", byName },
    { name: "mixture", description: "as mixture(data, components) gives it", default: "none", byName },
    {
      name: "centres",
      description: "a machine: a cross at each b + Wz, the larger the more it weighs",
      default: "none",
      byName
    },
    { name: "marks", description: "points with a letter each, (count, 2)", default: "none", byName },
    windowParameters[0],
    { name: "contours", description: "false: no lines of equal density", default: "true", byName },
    {
      name: "units",
      description: "[means; scales], (2, 2): axes and readings tell mean + scale * x",
      default: "those of x",
      byName
    },
    { name: "label", description: "what the figure is", default: '""', byName },
    { name: "dataName", description: "what the legend calls the data", default: '"data"', byName },
    { name: "drawsName", description: "what the legend calls the draws", default: '"draws"', byName },
    { name: "densityName", description: "what the legend calls the density", default: '"p(x), exact"', byName },
    { name: "mixtureName", description: "what the legend calls the mixture", default: '"mixture"', byName }
  ],
  call(args): FigureValue {
    const figure: PlaneSpec = {
      kind: "plane",
      label: args.text("label", "The plane"),
      window: windowOf(args),
      data: args.planePoints("data"),
      draws: drawsOf(args),
      density: densityOf(args, "density"),
      mixture: mixtureOf(args),
      centres: centresOf(args),
      marks: marksOf(args),
      contours: args.boolean("contours", true),
      units: unitsOf(args),
      names: {
        ...(args.get("dataName") ? { data: args.text("dataName", "") } : {}),
        ...(args.get("drawsName") ? { draws: args.text("drawsName", "") } : {}),
        ...(args.get("mixtureName") ? { mixture: args.text("mixtureName", "") } : {}),
        density: args.text("densityName", "p(x), exact")
      }
    };
    return { kind: "figure", figure };
  }
};

/** Points, or the last step of every chain. */
function drawsOf(args: Arguments) {
  const argument = args.get("draws");
  if (!argument) return null;
  const tensor = asTensor(argument.value);
  if (tensor?.shape.length !== 3) return args.planePointsOf(argument, "draws");
  const { steps, chains, n, x } = args.trajectory("draws");
  const last: Argument = {
    ...argument,
    value: { kind: "tensor", shape: [chains, n], values: Float64Array.from(x.subarray((steps - 1) * chains * n)) }
  };
  return args.planePointsOf(last, "draws");
}

export function densityOf(args: Arguments, name: string) {
  const argument = args.get(name);
  if (!argument) return null;
  if (argument.value.kind === "density") return argument.value.density;
  throw args.error(
    `${name} is a density, as density(machine) gives it; this is ${describeValue(argument.value)}.`,
    argument.span
  );
}

function mixtureOf(args: Arguments): MixtureShape | null {
  const argument = args.get("mixture");
  if (!argument) return null;
  const { value, span } = argument;
  const parts = ["weights", "means", "covariances"].map((name) => {
    const part = value.kind === "record" ? value.fields.get(name) : undefined;
    return part && asTensor(part);
  });
  const [weights, means, covariances] = parts;
  if (!weights || !means || !covariances) {
    throw args.error(`mixture is what mixture(data, components) gives; this is ${describeValue(value)}.`, span);
  }
  if (means.shape[1] !== 2) {
    throw new LanguageError("shape", `A plane shows mixtures with two coordinates; this has ${means.shape[1]}.`, span);
  }
  return {
    weights: Array.from(weights.values),
    means: Array.from(means.values),
    covariances: Array.from(covariances.values)
  };
}

/** Most hidden units whose 2^m centres are shown. */
const mostHidden = 8;

function centresOf(args: Arguments): PlaneSpec["centres"] {
  const argument = args.get("centres");
  if (!argument) return null;
  const machine = args.machineOf(argument, "centres");
  if (machine.n !== 2 || machine.m > mostHidden) {
    throw new LanguageError(
      "shape",
      `The centres of 2^m settings can be shown for n = 2 and m up to ${mostHidden}; this is n = ${machine.n}, m = ${machine.m}.`,
      argument.span
    );
  }
  return Array.from(hiddenProbabilities(machine), (share, state) => ({ place: centreOf(machine, state), share }));
}

/** b + Wz for the setting whose bit j is zⱼ. */
function centreOf({ m, b, W }: Machine, state: number): readonly [number, number] {
  const sum = (i: number): number => {
    let total = b[i];
    for (let j = 0; j < m; j++) total += W[i * m + j] * ((state >> j) & 1);
    return total;
  };
  return [sum(0), sum(1)];
}

function unitsOf(args: Arguments): PlaneSpec["units"] {
  const units = args.tensor("units");
  if (!units) return null;
  const [mean, scale] = [Array.from(units.values.subarray(0, 2)), Array.from(units.values.subarray(2))];
  if (!sameShape(units.shape, [2, 2]) || !units.values.every(Number.isFinite) || !scale.every((value) => value > 0)) {
    throw args.error(
      "units are a row of means and a row of scales above 0: [m1, m2; s1, s2].",
      args.get("units")!.span
    );
  }
  return { mean, scale };
}

function marksOf(args: Arguments): PlaneSpec["marks"] {
  const argument = args.get("marks");
  if (!argument) return [];
  const { count, values } = args.planePointsOf(argument, "marks");
  if (count > 26) throw args.error(`A plane marks at most 26 points; there are ${count}.`, argument.span);
  const letters = "xyzuvwabcdefghijklmnopqrst";
  return Array.from({ length: count }, (_, i) => ({ letter: letters[i], place: [values[2 * i], values[2 * i + 1]] }));
}
