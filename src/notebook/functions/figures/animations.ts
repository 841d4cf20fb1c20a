import { LanguageError } from "../../../language/languageError.js";
import type { Trajectory } from "../../../rbm/sampling/trajectory.js";
import type { FigureValue } from "../../values/value.js";
import type { Arguments } from "../arguments.js";
import type { HostFunction } from "../hostFunction.js";
import { densityOf } from "./scatter.js";

const byName = true;
const data = { name: "data", description: "points behind the draws, (count, 2)", default: "none", byName };
const density = { name: "density", description: "beneath, as density(machine) gives it", default: "none", byName };
const label = { name: "label", description: "what the figure is", default: '""', byName };

export const animate: HostFunction = {
  name: "animate",
  group: "figures",
  makes: "figure",
  description: "all chains, step by step",
  parameters: [
    { name: "draws", description: "(steps, chains, 2)" },
    data,
    density,
    { name: "rate", description: "steps a second", default: "10", byName },
    label
  ],
  call(args): FigureValue {
    const figure = {
      kind: "chains",
      label: args.text("label", "All chains at one step"),
      trajectory: planeTrajectory(args),
      data: args.planePoints("data"),
      density: densityOf(args, "density"),
      rate: args.number("rate", 10, { min: 1, max: 60 })
    } as const;
    return { kind: "figure", figure };
  }
};

export const trail: HostFunction = {
  name: "trail",
  group: "figures",
  makes: "figure",
  description: "the way of one chain, older steps fading",
  parameters: [
    { name: "draws", description: "(steps, chains, 2)" },
    { name: "chain", description: "which, counted from 1", default: "1" },
    data,
    density,
    { name: "steps", description: "how many are walked", default: "300", byName },
    { name: "rate", description: "steps a second", default: "15", byName },
    label
  ],
  call(args): FigureValue {
    const trajectory = planeTrajectory(args);
    const figure = {
      kind: "trail",
      label: args.text("label", "The trail of one chain"),
      trajectory,
      chain: args.number("chain", 1, { min: 1, max: trajectory.chains, integer: true }) - 1,
      data: args.planePoints("data"),
      density: densityOf(args, "density"),
      steps: args.number("steps", 300, { min: 1, max: 1e6, integer: true }),
      rate: args.number("rate", 15, { min: 1, max: 60 })
    } as const;
    return { kind: "figure", figure };
  }
};

function planeTrajectory(args: Arguments): Trajectory {
  const trajectory = args.trajectory("draws");
  if (trajectory.n === 2) return trajectory;
  throw new LanguageError(
    "shape",
    `A plane shows draws with two coordinates; these have ${trajectory.n}.`,
    args.get("draws")!.span
  );
}
