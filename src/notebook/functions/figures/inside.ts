import type { HostFunction, Parameter } from "../hostFunction.js";

const byName = true;

/** The figures of the page that looks inside a machine. What they do, and what draws them, is loaded with the first. */
export const insideFigures: readonly HostFunction[] = [
  insideFigure("unitLines", "each hidden unit's line, p(z = 1 | x) = ½, and of one the side where it is on", [
    { name: "unit", description: "which, counted from 1", default: "1" }
  ]),
  insideFigure("zonotope", "the Gaussians at b + Wz, each disc as large as its weight, and the border of all means", [
    { name: "earlier", description: "machines with dotted borders; a row is b, then W row by row", default: "none" }
  ]),
  insideFigure("oneUpdate", "an update of contrastive divergence, at one of its eight stages", [
    { name: "z", description: "hidden draws at the data, (count, m)" },
    { name: "draws", description: "x drawn given z, (count, 2)" },
    { name: "stage", description: "from 1, data, to 8, the step", default: "1" },
    { name: "point", description: "which is followed, counted from 1", default: "1" },
    { name: "rate", description: "learning rate", default: "0.01", byName },
    { name: "clip", description: "greatest norm of the gradient; 0: none", default: "1", byName },
    { name: "coupling", description: '"sigma2", "sigma" or "none": how W is written', default: '"sigma2"', byName }
  ])
];

function insideFigure(
  name: "unitLines" | "zonotope" | "oneUpdate",
  description: string,
  own: readonly Parameter[]
): HostFunction {
  return {
    name,
    group: "figures",
    makes: "figure",
    description,
    parameters: [
      { name: "machine", description: "a machine of the plane, or a run of training" },
      { name: "data", description: "points, (count, 2)" },
      ...own
    ],
    call: async (args) => (await import("./insideSpecs.js")).insideFigureOf(name, args)
  };
}
