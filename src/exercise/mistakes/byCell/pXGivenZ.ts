import { mistakesOf } from "./knownMistake.js";

/** The likelier first. */
export const pXGivenZMistakes = mistakesOf("pXGivenZ", [
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
]);
