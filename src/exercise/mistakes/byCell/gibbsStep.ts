import { mistakesOf } from "./knownMistake.js";

const gibbs = "z = bernoulli(pZGivenX(x))\n";

/** The likelier first. */
export const gibbsStepMistakes = mistakesOf("gibbsStep", [
  [
    "gibbs-variance",
    "The variance where the standard deviation belongs",
    "The second argument of `normal` is the standard deviation, and `varianceX` gives the variance.",
    `${gibbs}normal(meanX(z), varianceX(z))`
  ],
  [
    "gibbs-probabilities",
    "Probabilities instead of draws of z",
    "The step needs hidden units that are 0 or 1: `bernoulli(p)`. With the probabilities the draws of x come out too close together.",
    "normal(meanX(pZGivenX(x)), sqrt(varianceX(pZGivenX(x))))"
  ],
  [
    "gibbs-no-noise",
    "The mean of x, without noise",
    "x is drawn from p(x | z), not put at its mean.",
    `${gibbs}meanX(z)`
  ],
  [
    "gibbs-mean-field",
    "Nothing is drawn",
    "Means of means go to one point: both z and x have to be drawn.",
    "meanX(pZGivenX(x))"
  ],
  [
    "gibbs-stays",
    "The chain never moves: it hands back the data",
    "The value of the cell has to be the new x, made from the z that was drawn.",
    "x"
  ],
  [
    "gibbs-around-x",
    "Noise around the old x",
    "The new x lies around meanX(z), wherever the old one was: without z the chain is a random walk.",
    "normal(x, sqrt(varianceX(pZGivenX(x))))"
  ],
  [
    "gibbs-half",
    "z with probability ½, whatever x is",
    "z is drawn from p(z | x). With ½ the step forgets where it was, and the chain starts anew each time.",
    "z = bernoulli(0.5 * ones(1, m) + 0 * pZGivenX(x))\nnormal(meanX(z), sqrt(varianceX(z)))"
  ],
  [
    "gibbs-complement",
    "z is drawn the wrong way round",
    "bernoulli(p) is 1 with probability p, and p is p(z = 1 | x).",
    "z = 1 - bernoulli(pZGivenX(x))\nnormal(meanX(z), sqrt(varianceX(z)))"
  ],
  [
    "gibbs-unit-noise",
    "Noise of standard deviation 1",
    "Each visible unit has its own standard deviation.",
    `${gibbs}normal(meanX(z), 1)`
  ],
  [
    "gibbs-rounded",
    "z is rounded, not drawn",
    "The larger of two probabilities is not always what happens: `bernoulli(p)`.",
    "z = pZGivenX(x) > 0.5\nnormal(meanX(z), sqrt(varianceX(z)))"
  ],
  [
    "gibbs-two-steps",
    "Two steps in one",
    "One Gibbs step draws z once and x once.",
    `${gibbs}y = normal(meanX(z), sqrt(varianceX(z)))\nu = bernoulli(pZGivenX(y))\nnormal(meanX(u), sqrt(varianceX(u)))`
  ]
]);
