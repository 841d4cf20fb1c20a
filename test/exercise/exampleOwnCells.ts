import type { OwnCell } from "../../src/exercise/cells/ownCell.js";

/** The example of docs/exercise.md. */
export const ownCells: readonly OwnCell[] = [
  {
    name: "freeEnergy",
    title: "The free energy",
    task: "Write the free energy F(x) of each row of `x`. You may call `c`.",
    inputs: ["x"],
    output: { shape: "(batch,)", description: "in nats" },
    start: "TODO",
    hints: ["The density is proportional to exp(−F(x)), and to exp(c(x))."],
    solution: "-c(x)",
    mistakes: [
      { title: "This is c(x)", description: "A likely point has a low free energy: mind the sign.", formula: "c(x)" },
      { title: "This is exp(c(x))", description: "The energy is a logarithm, in nats.", formula: "exp(c(x))" }
    ]
  },
  {
    name: "meanEnergy",
    title: "The mean energy of pairs",
    task: "Write E(x, z) for each row of `x` and the same row of `z`.",
    inputs: ["x", "z"],
    output: { shape: "(batch,)", description: "in nats" },
    start: "quadratic = TODO\nTODO",
    hints: [],
    solution: "sum((x - b).^2 ./ (2 * sigma2), 2) - sum(((x ./ sigma2) * W + d) .* z, 2)",
    mistakes: [
      {
        title: "d is missing",
        description: "A unit that is on brings its bias along.",
        formula: "sum((x - b).^2 ./ (2 * sigma2), 2) - sum(((x ./ sigma2) * W) .* z, 2)"
      }
    ]
  }
];
