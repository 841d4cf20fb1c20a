import type { CellId } from "./cells.js";

/** A mistake, and a formula that makes it. */
export interface KnownMistake {
  readonly id: string;
  readonly cell: CellId;
  readonly title: string;
  /** what to think about; it doesn't give the solution away */
  readonly says: string;
  readonly formula: string;
  /** the formula is right until exp overflows */
  readonly overflows?: true;
  /** which of a cell's values is wrong; the other is not looked at */
  readonly output?: string;
}

/** c(x) with a part replaced. */
function c(parts: { quadratic?: string; activation?: string; value?: string }): string {
  const quadratic = parts.quadratic ?? "(x - b).^2 ./ (2 * sigma2)";
  const activation = parts.activation ?? "(x ./ sigma2) * W + d";
  const value = parts.value ?? "sum(softplus(activation), 2) - sum(quadratic, 2)";
  return `quadratic = ${quadratic}\nactivation = ${activation}\n${value}`;
}

const gibbs = "z = bernoulli(pZGivenX(x))\n";
const begin = "z = bernoulli(0.5 * ones(chains, m))\nx = normal(meanX(z), sqrt(varianceX(z)))\n";

/** The known mistakes of a cell, the likelier first. */
export const knownMistakes: readonly KnownMistake[] = [
  ...of("softplus", [
    [
      "softplus-naive",
      "Naive log(1 + exp(a))",
      "exp(a) is infinite from a = 710 on, and so is its logarithm (or log1p), although the answer is near a. Take the larger of 0 and a out first.",
      "log(1 + exp(a))",
      "overflows"
    ],
    [
      "softplus-reflected-naive",
      "It overflows on the other side",
      "a + log(1 + exp(−a)) is right, but for a = −1000 it is −1000 + infinity. The exponent must never be positive, on either side.",
      "a + log(1 + exp(-a))",
      "overflows"
    ],
    [
      "softplus-log-sigmoid",
      "sigmoid(−a) is 0 far out",
      "−log(sigmoid(−a)) is right, but for large a the sigmoid is rounded to 0 and its logarithm is infinite.",
      "-log(sigmoid(-a))",
      "overflows"
    ],
    [
      "softplus-no-maximum",
      "The larger of 0 and a is missing",
      "log(1 + exp(−|a|)) lies between 0 and log 2. What was taken out of the sum has to be added back.",
      "log1p(exp(-abs(a)))"
    ],
    [
      "softplus-no-abs",
      "Right for one sign of a only",
      "The exponent is −|a|, not |a|: whatever the sign of a, exp must not grow.",
      "maximum(a, 0) + log1p(exp(abs(a)))"
    ],
    [
      "softplus-relu",
      "This is the ramp, not the softplus",
      "The larger of 0 and a is the softplus far from 0; near 0 the term log(1 + exp(−|a|)) is missing.",
      "maximum(a, 0)"
    ],
    [
      "softplus-minus-a",
      "This is softplus(−a)",
      "The sign of a is turned round: softplus(a) grows with a.",
      "maximum(-a, 0) + log1p(exp(-abs(a)))"
    ],
    ["softplus-sigmoid", "This is the sigmoid", "The sigmoid is the derivative of the softplus.", "sigmoid(a)"],
    ["softplus-plus-one", "exp(a) without the 1", "log(exp(a)) is a: the 1 is the weight of the state z = 0.", "a"],
    [
      "softplus-add-a",
      "a was taken out, not the larger of 0 and a",
      "For negative a it is 0 that has to be taken out.",
      "a + log1p(exp(-abs(a)))"
    ]
  ]),
  ...of("c", [
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
  ]),
  ...of("pZGivenX", [
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
  ]),
  ...of("pXGivenZ", [
    [
      "px-transposed",
      "W where W' belongs",
      "(batch, m) times (m, n) is wanted, and W is (n, m).",
      "meanX = b + z * W\nvarianceX = sigma2",
      "meanX"
    ],
    [
      "px-std",
      "The standard deviation where the variance belongs",
      "`varianceX` is σ², which `sigma2` is already.",
      "meanX = b + z * W'\nvarianceX = sqrt(sigma2)",
      "varianceX"
    ],
    [
      "px-log-variance",
      "log σ² where σ² belongs",
      "`logSigma2` is the logarithm of the variance.",
      "meanX = b + z * W'\nvarianceX = logSigma2",
      "varianceX"
    ],
    [
      "px-precision",
      "The precision where the variance belongs",
      "1/σ² multiplies the square in the energy; the variance is σ².",
      "meanX = b + z * W'\nvarianceX = 1 ./ sigma2",
      "varianceX"
    ],
    [
      "px-sigma4",
      "σ² is squared once more",
      "`sigma2` is the variance already.",
      "meanX = b + z * W'\nvarianceX = sigma2.^2",
      "varianceX"
    ],
    [
      "px-one",
      "The variance 1",
      "Each visible unit has its own variance, `sigma2`.",
      "meanX = b + z * W'\nvarianceX = ones(n)",
      "varianceX"
    ],
    [
      "px-no-b",
      "The visible bias b is forgotten",
      "With every hidden unit off the mean is b.",
      "meanX = z * W'\nvarianceX = sigma2",
      "meanX"
    ],
    [
      "px-divided",
      "Divided by σ² though it cancels",
      "Complete the square: the coupling has 1/σ², and so has the square, which takes it away.",
      "meanX = b + (z * W') ./ sigma2\nvarianceX = sigma2",
      "meanX"
    ],
    [
      "px-times-variance",
      "Multiplied by σ² though it cancels",
      "The coupling of this energy has 1/σ² already, so that σ² falls out of the mean. In the convention without it the mean is b + σ² W z.",
      "meanX = b + sigma2 .* (z * W')\nvarianceX = sigma2",
      "meanX"
    ],
    [
      "px-minus",
      "The sign of the coupling",
      "−E has + xᵢ Wᵢⱼ zⱼ / σᵢ²: a hidden unit that is on moves the mean by + Wᵢⱼ.",
      "meanX = b - z * W'\nvarianceX = sigma2",
      "meanX"
    ],
    [
      "px-half",
      "The mean is half as far",
      "Completing the square gives 2 x Wz / (2σ²): the 2 cancels.",
      "meanX = b + z * W' / 2\nvarianceX = sigma2",
      "meanX"
    ],
    [
      "px-sigmoid",
      "A visible unit is Gaussian",
      "The sigmoid belongs to units that are 0 or 1; the mean of a Gaussian unit is linear.",
      "meanX = sigmoid(b + z * W')\nvarianceX = sigma2",
      "meanX"
    ]
  ]),
  ...of("gibbsStep", [
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
  ]),
  ...of("loss", [
    [
      "loss-swapped",
      "Data and draws are swapped",
      "This loss falls when the data become less probable. F = −c: where `c` stands for the free energy, the signs turn round. It is the trap of the lab's text.",
      "mean(c(data)) - mean(c(draws))"
    ],
    [
      "loss-sum",
      "Sums where means belong",
      "With sums the loss grows with the batch, and data and draws that differ in number weigh differently.",
      "sum(c(draws)) - sum(c(data))"
    ],
    [
      "loss-data-only",
      "The draws are missing",
      "Lowering F on the data alone lowers it everywhere: it takes the draws to hold the rest up.",
      "-mean(c(data))"
    ],
    ["loss-draws-only", "The data are missing", "Without the data there is nothing to learn from.", "mean(c(draws))"],
    [
      "loss-data-twice",
      "The data are compared with themselves",
      "This is 0 whatever the parameters: the second batch are the draws.",
      "mean(c(data)) - mean(c(data))"
    ],
    [
      "loss-added",
      "Added where subtracted",
      "The loss is a difference: F is lowered on the data and raised on the draws.",
      "-mean(c(draws)) - mean(c(data))"
    ],
    [
      "loss-absolute",
      "The absolute value hides the sign",
      "The loss may be negative, and should be: it is not a distance.",
      "abs(mean(c(draws)) - mean(c(data)))"
    ],
    [
      "loss-squared",
      "The square hides the sign",
      "The loss may be negative: it is not a distance. Its square pulls to 0, not to where the data are probable.",
      "(mean(c(draws)) - mean(c(data)))^2"
    ],
    [
      "loss-reconstruction",
      "This is the reconstruction error",
      "How far the draws lie from the data is a number to look at, but its gradient is not that of the likelihood.",
      "mean(sum((mean(data, 1) - mean(draws, 1)).^2))"
    ],
    [
      "loss-paired",
      "Row by row, though there may be more data than draws",
      "Take the two means each on its own.",
      "mean(c(draws) - c(data))"
    ]
  ]),
  ...of("sample", [
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
  ])
];

type Row = readonly [id: string, title: string, says: string, formula: string, which?: string];

function of(cell: CellId, rows: readonly Row[]): KnownMistake[] {
  return rows.map(([id, title, says, formula, which]) => {
    const known = { id, cell, title, says, formula };
    if (which === undefined) return known;
    return which === "overflows" ? { ...known, overflows: true } : { ...known, output: which };
  });
}
