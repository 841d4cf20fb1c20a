import { mistakesOf } from "./knownMistake.js";

/** c(x) with a part replaced. */
function c(parts: { quadratic?: string; activation?: string; value?: string }): string {
  const quadratic = parts.quadratic ?? "(x - b).^2 ./ (2 * sigma2)";
  const activation = parts.activation ?? "(x ./ sigma2) * W + d";
  const value = parts.value ?? "sum(softplus(activation), 2) - sum(quadratic, 2)";
  return `quadratic = ${quadratic}\nactivation = ${activation}\n${value}`;
}

/** The likelier first. */
export const cMistakes = mistakesOf("c", [
  [
    "c-sign",
    "This is the free energy: the sign of c",
    "F(x) = −c(x). As log of a sum of exp(−E), c is large where x is probable.",
    c({ value: "sum(quadratic, 2) - sum(softplus(activation), 2)" })
  ],
  [
    "c-plus-quadratic",
    "The sign of the quadratic part",
    "E has + (x − b)² / (2σ²), and c is the logarithm of a sum of exp(−E).",
    c({ value: "sum(softplus(activation), 2) + sum(quadratic, 2)" })
  ],
  [
    "c-no-sigma2",
    "A /σ² is forgotten in the activation",
    "The energy joins x and z by xᵢ Wᵢⱼ zⱼ / σᵢ².",
    c({ activation: "x * W + d" })
  ],
  [
    "c-sigma",
    "/σ where /σ² belongs, in the activation",
    "The energy joins x and z by xᵢ Wᵢⱼ zⱼ / σᵢ². Other texts divide by σ: theirs is another machine.",
    c({ activation: "(x ./ sqrt(sigma2)) * W + d" })
  ],
  [
    "c-sigma4",
    "σ² is squared once more",
    "`sigma2` is the variance already.",
    c({ activation: "(x ./ sigma2.^2) * W + d" })
  ],
  [
    "c-quadratic-sigma",
    "/σ where /σ² belongs, in the quadratic part",
    "The energy has (x − b)² / (2σ²), and `sigma2` is σ².",
    c({ quadratic: "(x - b).^2 ./ (2 * sqrt(sigma2))" })
  ],
  [
    "c-quadratic-sigma4",
    "σ² is squared once more, in the quadratic part",
    "`sigma2` is the variance already.",
    c({ quadratic: "(x - b).^2 ./ (2 * sigma2.^2)" })
  ],
  [
    "c-quadratic-no-sigma2",
    "A /σ² is forgotten in the quadratic part",
    "The energy has (x − b)² / (2σ²).",
    c({ quadratic: "(x - b).^2 / 2" })
  ],
  [
    "c-no-half",
    "The ½ of the quadratic part is forgotten",
    "The energy has (x − b)² / (2σ²).",
    c({ quadratic: "(x - b).^2 ./ sigma2" })
  ],
  [
    "c-half-twice",
    "Divided by σ² and multiplied by ½ σ²",
    "(x − b)² ./ 2 * sigma2 is read from the left: the product needs its parenthesis.",
    c({ quadratic: "(x - b).^2 / 2 .* sigma2" })
  ],
  [
    "c-not-squared",
    "The square is forgotten",
    "The quadratic part is (x − b)² / (2σ²): `.^2`.",
    c({ quadratic: "(x - b) ./ (2 * sigma2)" })
  ],
  [
    "c-no-b",
    "The visible bias b is forgotten",
    "The quadratic part has x − b.",
    c({ quadratic: "x.^2 ./ (2 * sigma2)" })
  ],
  ["c-plus-b", "The sign of b", "The quadratic part has x − b.", c({ quadratic: "(x + b).^2 ./ (2 * sigma2)" })],
  [
    "c-no-d",
    "The hidden bias d is forgotten",
    "The activation has dⱼ besides the sum over i.",
    c({ activation: "(x ./ sigma2) * W" })
  ],
  [
    "c-minus-d",
    "The sign of d",
    "The energy has − dⱼ zⱼ, so that d is added in the activation.",
    c({ activation: "(x ./ sigma2) * W - d" })
  ],
  [
    "c-d-outside",
    "d is outside the softplus",
    "A bias belongs to its unit: it is inside the exponent that z multiplies.",
    c({ activation: "(x ./ sigma2) * W", value: "sum(softplus(activation) + d, 2) - sum(quadratic, 2)" })
  ],
  [
    "c-centred",
    "x is centred in the activation",
    "In this energy the coupling is xᵢ Wᵢⱼ zⱼ / σᵢ², without b; b stands in the quadratic part only.",
    c({ activation: "((x - b) ./ sigma2) * W + d" })
  ],
  [
    "c-minus-activation",
    "The sign of the activation",
    "−E has + xᵢ Wᵢⱼ zⱼ / σᵢ² and + dⱼ zⱼ.",
    c({ value: "sum(softplus(-activation), 2) - sum(quadratic, 2)" })
  ],
  [
    "c-transposed",
    "W' where W belongs",
    "The visible units are the rows of W: (batch, n) times (n, m). On this page n and m differ, so the shapes tell.",
    c({ activation: "(x ./ sigma2) * W' + d" })
  ],
  [
    "c-no-quadratic",
    "The quadratic part is missing",
    "The part of the energy without z stays outside the sum over z, with its sign turned.",
    c({ value: "sum(softplus(activation), 2)" })
  ],
  [
    "c-no-softplus-part",
    "The sum over z is missing",
    "This is −E(x, 0), the term of the state in which every hidden unit is off.",
    c({ value: "-sum(quadratic, 2)" })
  ],
  [
    "c-all-on",
    "Only the state with every hidden unit on",
    "The sum over zⱼ ∈ {0, 1} of exp(zⱼ a) is 1 + exp(a), not exp(a).",
    c({ value: "sum(activation, 2) - sum(quadratic, 2)" })
  ],
  [
    "c-softplus-of-sum",
    "The sum over the hidden units is inside the softplus",
    "Each hidden unit is summed over on its own: a product of factors, so a sum of softplus.",
    c({ value: "softplus(sum(activation, 2)) - sum(quadratic, 2)" })
  ],
  [
    "c-sigmoid",
    "The sigmoid where the softplus belongs",
    "log(1 + exp(a)) is the softplus; the sigmoid is its derivative.",
    c({ value: "sum(sigmoid(activation), 2) - sum(quadratic, 2)" })
  ],
  [
    "c-mean-hidden",
    "A mean over the hidden units where a sum belongs",
    "The logarithm of a product is the sum of the logarithms.",
    c({ value: "mean(softplus(activation), 2) - sum(quadratic, 2)" })
  ],
  [
    "c-mean-visible",
    "A mean over the visible units where a sum belongs",
    "The energy adds up the visible units.",
    c({ value: "sum(softplus(activation), 2) - mean(quadratic, 2)" })
  ],
  [
    "c-means",
    "Means where sums belong",
    "The energy adds up its units.",
    c({ value: "mean(softplus(activation), 2) - mean(quadratic, 2)" })
  ],
  [
    "c-axis-both",
    "Sums over the wrong axis",
    "`sum(A, 1)` adds up the rows of the batch; each row's own sum is `sum(A, 2)`.",
    c({ value: "sum(softplus(activation), 1) - sum(quadratic, 1)" })
  ],
  [
    "c-axis-hidden",
    "The sum over the hidden units takes the wrong axis",
    "`sum(A, 1)` adds up the rows of the batch; each row's own sum is `sum(A, 2)`.",
    c({ value: "sum(softplus(activation), 1) - sum(quadratic, 2)" })
  ],
  [
    "c-axis-visible",
    "The sum over the visible units takes the wrong axis",
    "`sum(A, 1)` adds up the rows of the batch; each row's own sum is `sum(A, 2)`.",
    c({ value: "sum(softplus(activation), 2) - sum(quadratic, 1)" })
  ],
  [
    "c-total",
    "The whole batch is added up",
    "`sum(A)` is one number for all rows; `sum(A, 2)` gives each row its own.",
    c({ value: "sum(softplus(activation)) - sum(quadratic)" })
  ],
  [
    "c-total-hidden",
    "The hidden units of the whole batch are added up",
    "`sum(A)` is one number for all rows; `sum(A, 2)` gives each row its own.",
    c({ value: "sum(softplus(activation)) - sum(quadratic, 2)" })
  ],
  [
    "c-total-visible",
    "The visible units of the whole batch are added up",
    "`sum(A)` is one number for all rows; `sum(A, 2)` gives each row its own.",
    c({ value: "sum(softplus(activation), 2) - sum(quadratic)" })
  ],
  [
    "c-no-sum-hidden",
    "A sum over the hidden units is missing",
    "There is one softplus for each hidden unit: `sum(A, 2)` adds them up in each row.",
    c({ value: "softplus(activation) - sum(quadratic, 2)" })
  ],
  [
    "c-no-sum-visible",
    "A sum over the visible units is missing",
    "There is one square for each visible unit: `sum(A, 2)` adds them up in each row.",
    c({ value: "sum(softplus(activation), 2) - quadratic" })
  ],
  [
    "c-no-sums",
    "Both sums are missing",
    "`sum(A, 2)` adds up each row.",
    c({ value: "softplus(activation) - quadratic" })
  ],
  [
    "c-log-variance",
    "log σ² where σ² belongs",
    "`logSigma2` is the logarithm, `sigma2` the variance.",
    c({ activation: "(x ./ logSigma2) * W + d", quadratic: "(x - b).^2 ./ (2 * logSigma2)" })
  ],
  [
    "c-normalised",
    "The normalisation of a Gaussian is added",
    "c(x) is the logarithm of a sum of exp(−E), and E has no log σ. That term belongs to log Z.",
    c({ value: "sum(softplus(activation), 2) - sum(quadratic, 2) - 0.5 * sum(log(2 * pi * sigma2))" })
  ],
  [
    "c-naive",
    "Naive log(1 + exp)",
    "exp overflows from 710 on, which σ = 0.1 reaches at x near 1. `softplus` is yours from cell 1.",
    c({ value: "sum(log(1 + exp(activation)), 2) - sum(quadratic, 2)" }),
    "overflows"
  ]
]);
