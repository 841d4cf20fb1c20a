import type { Names } from "../../language/syntax/names.js";
import { asCells } from "./ownCell.js";
import { ownCells } from "./ownCells.js";
import { parameters } from "./quantities.js";
import type { Quantity } from "./quantities.js";

/** The course's cells, and an instructor's own. */
export type CellId = "softplus" | "c" | "pZGivenX" | "pXGivenZ" | "gibbsStep" | "loss" | "sample" | OwnCellId;
export type OwnCellId = `own-${string}`;

/** One thing to write. Texts mark code with backquotes. */
export interface Cell {
  readonly id: CellId;
  readonly title: string;
  readonly task: string;
  readonly inputs: readonly Quantity[];
  readonly outputs: readonly Quantity[];
  /** what the editor starts with; TODO stands for what is to be written */
  readonly start: string;
  /** where the formula is derived, if it is on these pages */
  readonly derivation?: { readonly href: string; readonly label: string };
  readonly hints: readonly string[];
  readonly solution: string;
  /** what later cells can call, and with which parameters */
  readonly defines: readonly { readonly name: string; readonly parameters: readonly string[] }[];
  /** names the answer must assign if it has more than one value */
  readonly assigns?: readonly string[];
  /** whether bernoulli and normal may be used */
  readonly random?: boolean;
}

/** The course's seven cells, in the order in which they are filled. */
export const courseCells: readonly Cell[] = [
  {
    id: "softplus",
    title: "A softplus that does not overflow",
    task: "Write softplus(a) = log(1 + exp(a)) for an array of any shape, so that it is right for a = 1000 and for a = −1000 too.",
    inputs: [{ name: "a", shape: "any", description: "numbers" }],
    outputs: [{ name: "softplus(a)", shape: "that of a", description: "log(1 + exp(a)) of each element" }],
    start: "TODO",
    derivation: { href: "./model#summing-the-switches-out", label: "Summing the switches out" },
    hints: [
      "exp(1000) is infinite in floating point, exp(−1000) is 0. Which of the two does no harm?",
      "Take the larger of 0 and a out of the sum: log(exp(0) + exp(a)) = maximum(a, 0) + log(1 + something that is at most 1).",
      "The something is exp(−|a|), and `log1p(t)` is log(1 + t), exact for small t."
    ],
    solution: "maximum(a, 0) + log1p(exp(-abs(a)))",
    defines: [{ name: "softplus", parameters: ["a"] }]
  },
  {
    id: "c",
    title: "c(x), the log-partition of the hidden units",
    task: "Write c(x), the logarithm of the sum of exp(−E(x, z)) over every hidden state z, for a batch of points: one number for each row. The sum over the 2ᵐ hidden states factors, so you need a sum over the m hidden units only. `softplus` is yours from cell 1.",
    inputs: [{ name: "x", shape: "(batch, n)", description: "visible units" }, ...parameters],
    outputs: [{ name: "c(x)", shape: "(batch,)", description: "in nats" }],
    start: "quadratic = (x - b).^2 ./ (2 * sigma2)\nactivation = TODO\nTODO",
    derivation: { href: "./model#summing-the-switches-out", label: "Summing the switches out" },
    hints: [
      "E(x, z) has a part without z, and a part that is a sum over j of zⱼ times something. The first leaves the sum over z as it is.",
      "The something is minus the activation dⱼ + Σᵢ xᵢ Wᵢⱼ / σᵢ², for the whole batch `(x ./ sigma2) * W + d`, of shape (batch, m).",
      "Each zⱼ is 0 or 1, so its sum is 1 + exp(activation), and the logarithm of that is softplus. `sum(A, 2)` adds up each row."
    ],
    solution:
      "quadratic = (x - b).^2 ./ (2 * sigma2)\nactivation = (x ./ sigma2) * W + d\nsum(softplus(activation), 2) - sum(quadratic, 2)",
    defines: [{ name: "c", parameters: ["x"] }]
  },
  {
    id: "pZGivenX",
    title: "p(z | x), the hidden units given the visible",
    task: "Write the probabilities p(zⱼ = 1 | x) for a batch of points.",
    inputs: [{ name: "x", shape: "(batch, n)", description: "visible units" }, ...parameters],
    outputs: [{ name: "pZGivenX(x)", shape: "(batch, m)", description: "probabilities" }],
    start: "sigmoid(TODO)",
    derivation: { href: "./model#given-the-point-the-switches", label: "Given the point, the switches" },
    hints: [
      "Given x the hidden units are independent, and each is 0 or 1 with weights 1 and exp(activation).",
      "exp(a) / (1 + exp(a)) is `sigmoid(a)`; the activation is that of c(x)."
    ],
    solution: "sigmoid((x ./ sigma2) * W + d)",
    defines: [{ name: "pZGivenX", parameters: ["x"] }]
  },
  {
    id: "pXGivenZ",
    title: "p(x | z), the visible units given the hidden",
    task: "Given z the visible units are independent Gaussians. Write their mean and their variance for a batch of hidden states, under the names `meanX` and `varianceX`.",
    inputs: [{ name: "z", shape: "(batch, m)", description: "hidden units, 0 or 1" }, ...parameters],
    outputs: [
      { name: "meanX", shape: "(batch, n)", description: "mean of each visible unit" },
      {
        name: "varianceX",
        shape: "(batch, n) or (n,)",
        description: "variance, not standard deviation; (n,) is repeated"
      }
    ],
    start: "meanX = TODO\nvarianceX = TODO",
    derivation: { href: "./model#given-the-switches-the-point", label: "Given the switches, the point" },
    hints: [
      "Collect the terms of −E(x, z) with xᵢ and complete the square: −(xᵢ − mean)² / (2σᵢ²).",
      "The mean is bᵢ + Σⱼ Wᵢⱼ zⱼ. Which of `z * W` and `z * W'` has the shape (batch, n)?",
      "The variance does not depend on z."
    ],
    solution: "meanX = b + z * W'\nvarianceX = sigma2",
    defines: [
      { name: "meanX", parameters: ["z"] },
      { name: "varianceX", parameters: ["z"] }
    ],
    assigns: ["meanX", "varianceX"]
  },
  {
    id: "gibbsStep",
    title: "One Gibbs step",
    task: "From the visible units of each chain, draw hidden units, and from these new visible units. `bernoulli(p)` draws 0 or 1, `normal(mean, std)` draws Gaussians; `pZGivenX(x)`, `meanX(z)` and `varianceX(z)` are yours.",
    inputs: [{ name: "x", shape: "(batch, n)", description: "where the chains are" }, ...parameters],
    outputs: [{ name: "gibbsStep(x)", shape: "(batch, n)", description: "where they are after one step" }],
    start: "z = TODO\nnormal(TODO, TODO)",
    derivation: { href: "./sampling#gibbs-sampling", label: "Gibbs sampling" },
    hints: [
      "First z from p(z | x): a draw, not the probabilities.",
      "Then x from p(x | z). What does `normal` want as its second argument, and what does `varianceX` give?"
    ],
    solution: "z = bernoulli(pZGivenX(x))\nnormal(meanX(z), sqrt(varianceX(z)))",
    defines: [{ name: "gibbsStep", parameters: ["x"] }],
    random: true
  },
  {
    id: "loss",
    title: "The loss of contrastive divergence",
    task: "Training lowers the free energy F(x) = −c(x) on the data and raises it on draws of the model. Write the loss: the difference of the two means. It has to fall when the data become more probable. The draws come from `gibbsStep`, started at the data.",
    inputs: [
      { name: "data", shape: "(batch, n)", description: "points of the ring" },
      { name: "draws", shape: "(count, n)", description: "draws of the model; not always as many" },
      ...parameters
    ],
    outputs: [{ name: "loss(data, draws)", shape: "()", description: "in nats" }],
    start: "TODO",
    derivation: { href: "./training#contrastive-divergence", label: "Contrastive divergence" },
    hints: [
      "The loss is mean F(data) − mean F(draws).",
      "`c` is not the free energy but minus the free energy: mind the sign. This is the trap of the course's text."
    ],
    solution: "mean(c(draws)) - mean(c(data))",
    defines: [{ name: "loss", parameters: ["data", "draws"] }]
  },
  {
    id: "sample",
    title: "The sampling loop",
    task: "Run many chains side by side: draw z with probability ½ for each hidden unit, x given z, and from there Gibbs steps, every x kept. `iterate(f, start, steps)` gives start, f(start), f(f(start)), …, `steps` of them.",
    inputs: [
      { name: "chains", shape: "()", description: "number of chains" },
      { name: "steps", shape: "()", description: "number of states kept, the first one included" },
      ...parameters
    ],
    outputs: [{ name: "sample", shape: "(steps, chains, n)", description: "every x of every chain" }],
    start: "z = bernoulli(TODO)\nx = normal(TODO, TODO)\niterate(TODO, x, steps)",
    derivation: { href: "./sampling#all-chains-step-by-step", label: "All chains, step by step" },
    hints: [
      "`ones(chains, m)` is a matrix of ones; half of it are the probabilities.",
      "x given z is drawn as in the Gibbs step.",
      "What has to happen again and again is `gibbsStep`, handed over by its name."
    ],
    solution:
      "z = bernoulli(0.5 * ones(chains, m))\nx = normal(meanX(z), sqrt(varianceX(z)))\niterate(gibbsStep, x, steps)",
    defines: [],
    random: true
  }
];

/** Every cell of the page. */
export const cells: readonly Cell[] = [...courseCells, ...asCells(ownCells, courseCells)];

export function cellOf(id: CellId): Cell {
  return cells.find((cell) => cell.id === id)!;
}

/** What the formula of a cell may name: its inputs, and the functions of the cells before it. */
export function namesOf(id: CellId): Names {
  const index = cells.findIndex((cell) => cell.id === id);
  const earlier = cells.slice(0, index).flatMap((cell) => cell.defines);
  return {
    values: cells[index].inputs.map((input) => input.name),
    functions: new Map(earlier.map(({ name, parameters }) => [name, parameters.length]))
  };
}
