import { mistakesOf } from "./knownMistake.js";

/** The likelier first. */
export const pZGivenXMistakes = mistakesOf("pZGivenX", [
  ["pz-no-sigma2", "A /σ² is forgotten", "The energy joins x and z by xᵢ Wᵢⱼ zⱼ / σᵢ².", "sigmoid(x * W + d)"],
  [
    "pz-sigma",
    "/σ where /σ² belongs",
    "The energy joins x and z by xᵢ Wᵢⱼ zⱼ / σᵢ². Other texts divide by σ: theirs is another machine.",
    "sigmoid((x ./ sqrt(sigma2)) * W + d)"
  ],
  ["pz-sigma4", "σ² is squared once more", "`sigma2` is the variance already.", "sigmoid((x ./ sigma2.^2) * W + d)"],
  [
    "pz-no-d",
    "The hidden bias d is forgotten",
    "The activation has dⱼ besides the sum over i.",
    "sigmoid((x ./ sigma2) * W)"
  ],
  [
    "pz-minus",
    "These are the probabilities of z = 0",
    "p(z = 1) grows with the activation: the sign is turned round.",
    "sigmoid(-((x ./ sigma2) * W + d))"
  ],
  [
    "pz-minus-d",
    "The sign of d",
    "The energy has − dⱼ zⱼ, so that d is added in the activation.",
    "sigmoid((x ./ sigma2) * W - d)"
  ],
  [
    "pz-centred",
    "x is centred",
    "In this energy the coupling is xᵢ Wᵢⱼ zⱼ / σᵢ², without b.",
    "sigmoid(((x - b) ./ sigma2) * W + d)"
  ],
  [
    "pz-transposed",
    "W' where W belongs",
    "The visible units are the rows of W: (batch, n) times (n, m).",
    "sigmoid((x ./ sigma2) * W' + d)"
  ],
  [
    "pz-no-sigmoid",
    "The activation, not yet a probability",
    "Between 0 and 1 it comes by the sigmoid.",
    "(x ./ sigma2) * W + d"
  ],
  [
    "pz-exp",
    "Not normalised",
    "exp(a) is the weight of z = 1; the probability is its part of 1 + exp(a).",
    "exp((x ./ sigma2) * W + d)"
  ],
  [
    "pz-softplus",
    "The softplus where its derivative belongs",
    "softplus(a) = log(1 + exp(a)) can be larger than 1. The probability is exp(a) / (1 + exp(a)).",
    "softplus((x ./ sigma2) * W + d)"
  ],
  ["pz-tanh", "tanh goes from −1 to 1", "Hidden units are 0 or 1 here: the sigmoid.", "tanh((x ./ sigma2) * W + d)"],
  [
    "pz-naive",
    "exp(a) / (1 + exp(a)) overflows",
    "Where exp(a) is infinite this is infinity over infinity. `sigmoid` is made so that it isn't.",
    "a = (x ./ sigma2) * W + d\nexp(a) ./ (1 + exp(a))",
    "overflows"
  ]
]);
