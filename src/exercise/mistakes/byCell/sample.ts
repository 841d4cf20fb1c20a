import { mistakesOf } from "./knownMistake.js";

const begin = "z = bernoulli(0.5 * ones(chains, m))\nx = normal(meanX(z), sqrt(varianceX(z)))\n";

/** The likelier first. */
export const sampleMistakes = mistakesOf("sample", [
  [
    "sample-restarts",
    "A chain that never moves on: each step starts again at the first state",
    "The step has to use what it is handed, not the start: `iterate` gives each state to the step in turn.",
    `${begin}step(y) = gibbsStep(x)\niterate(step, x, steps)`
  ],
  [
    "sample-stays",
    "A chain that never moves",
    "The step hands back what it was given.",
    `${begin}step(y) = y\niterate(step, x, steps)`
  ],
  [
    "sample-variance",
    "The variance where the standard deviation belongs",
    "The second argument of `normal` is the standard deviation.",
    "z = bernoulli(0.5 * ones(chains, m))\nx = normal(meanX(z), varianceX(z))\niterate(gibbsStep, x, steps)"
  ],
  [
    "sample-no-noise",
    "The first x has no noise",
    "x is drawn from p(x | z), not put at its mean.",
    "z = bernoulli(0.5 * ones(chains, m))\nx = meanX(z)\niterate(gibbsStep, x, steps)"
  ],
  [
    "sample-half",
    "z is ½, not drawn",
    "Hidden units are 0 or 1: `bernoulli(p)`.",
    "z = 0.5 * ones(chains, m)\nx = normal(meanX(z), sqrt(varianceX(z)))\niterate(gibbsStep, x, steps)"
  ],
  [
    "sample-all-off",
    "All hidden units start off",
    "Each is drawn with probability ½, so that the chains start in different places.",
    "z = zeros(chains, m)\nx = normal(meanX(z), sqrt(varianceX(z)))\niterate(gibbsStep, x, steps)"
  ],
  [
    "sample-all-on",
    "All hidden units start on",
    "Each is drawn with probability ½, so that the chains start in different places.",
    "z = ones(chains, m)\nx = normal(meanX(z), sqrt(varianceX(z)))\niterate(gibbsStep, x, steps)"
  ],
  [
    "sample-noise",
    "The first x is plain noise",
    "x is drawn from p(x | z) at the drawn z.",
    "x = normal(zeros(chains, n), 1)\niterate(gibbsStep, x, steps)"
  ],
  [
    "sample-twice",
    "Every second state is thrown away",
    "Every x is kept: one Gibbs step between two states.",
    `${begin}step(y) = gibbsStep(gibbsStep(y))\niterate(step, x, steps)`
  ],
  [
    "sample-one-more",
    "One state too many",
    "The start is the first of the `steps` states.",
    `${begin}iterate(gibbsStep, x, steps + 1)`
  ],
  [
    "sample-last-only",
    "Only one state is kept",
    "Every x of every chain is wanted: `iterate` keeps them all.",
    `${begin}gibbsStep(x)`
  ],
  [
    "sample-skips-start",
    "The first state is thrown away",
    "The x drawn at the start is the first of the states.",
    `${begin}iterate(gibbsStep, gibbsStep(x), steps)`
  ]
]);
