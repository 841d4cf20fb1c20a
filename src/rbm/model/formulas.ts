/**
 * The machine as mathjs expressions, batched by row: x (batch, n), z (batch, m), b and sigma2 (1, n), W (n, m),
 * d (1, m). The page shows these very strings, the model evaluates them, and a reader may replace them.
 */
export interface Formula {
  /** what mathjs evaluates */
  readonly expression: string;
  /** the names it takes, softplus and sigmoid aside */
  readonly variables: readonly string[];
  /** the shape of its value */
  readonly shape: string;
  /** the same for one row, as TeX */
  readonly tex: string;
}

const activation = "(x ./ sigma2) * W + d";
const activationTeX = String.raw`d_j + \sum_i \frac{x_i W_{ij}}{\sigma_i^2}`;
const quadratic = "sum((x - b).^2 ./ (2 * sigma2), 2)";
const quadraticTeX = String.raw`\sum_i \frac{(x_i - b_i)^2}{2\sigma_i^2}`;
const xWbSigma2d = ["x", "b", "sigma2", "W", "d"];

/** One string a formula. (a + abs(a)) / 2 is max(a, 0), which in mathjs would be the maximum along a dimension. */
export const formulas = {
  /** log(1 + eᵃ) without overflow */
  softplus: {
    expression: "(a + abs(a)) / 2 + log1p(exp(-abs(a)))",
    variables: ["a"],
    shape: "that of a",
    tex: String.raw`\operatorname{softplus}(a) = \log(1 + e^a) = \max(a, 0) + \log\bigl(1 + e^{-|a|}\bigr)`
  },
  /** 1 / (1 + e⁻ᵃ); e⁻ᵃ may overflow to infinity, and the quotient is then 0 as it should be */
  sigmoid: {
    expression: "1 ./ (1 + exp(-a))",
    variables: ["a"],
    shape: "that of a",
    tex: String.raw`\operatorname{sigmoid}(a) = \frac{1}{1 + e^{-a}}`
  },
  /** E(x, z) */
  energy: {
    expression: `${quadratic} - sum(((x ./ sigma2) * W) .* z, 2) - sum(d .* z, 2)`,
    variables: ["x", "z", "b", "sigma2", "W", "d"],
    shape: "(batch,)",
    tex: String.raw`E(x, z) = ${quadraticTeX} - \sum_{ij} \frac{x_i W_{ij} z_j}{\sigma_i^2} - \sum_j d_j z_j`
  },
  /** c(x) = log Σ_z exp(−E(x, z)) */
  c: {
    expression: `sum(softplus(${activation}), 2) - ${quadratic}`,
    variables: xWbSigma2d,
    shape: "(batch,)",
    tex: String.raw`c(x) = \sum_j \operatorname{softplus}\Bigl(${activationTeX}\Bigr) - ${quadraticTeX}`
  },
  /** F(x) = −c(x) */
  freeEnergy: {
    expression: `${quadratic} - sum(softplus(${activation}), 2)`,
    variables: xWbSigma2d,
    shape: "(batch,)",
    tex: String.raw`F(x) = -c(x)`
  },
  /** p(zⱼ = 1 | x) */
  pZGivenX: {
    expression: `sigmoid(${activation})`,
    variables: ["x", "sigma2", "W", "d"],
    shape: "(batch, m)",
    tex: String.raw`p(z_j = 1 \mid x) = \operatorname{sigmoid}\Bigl(${activationTeX}\Bigr)`
  },
  /** E[x | z]; the variance of p(x | z) is sigma2, whatever z */
  xMeanGivenZ: {
    expression: "b + z * W'",
    variables: ["z", "b", "W"],
    shape: "(batch, n)",
    tex: String.raw`p(x_i \mid z) = \mathcal{N}\Bigl(b_i + \sum_j W_{ij} z_j,\ \sigma_i^2\Bigr)`
  },
  /** gradient of the mean of c over the batch, for b */
  gradientB: {
    expression: "mean((x - b) ./ sigma2, 1)",
    variables: ["x", "b", "sigma2"],
    shape: "(n,)",
    tex: String.raw`\frac{\partial c}{\partial b_i} = \frac{x_i - b_i}{\sigma_i^2}`
  },
  /** … for log σ² */
  gradientLogSigma2: {
    expression: `mean((x - b).^2 ./ (2 * sigma2) - (x ./ sigma2) .* (sigmoid(${activation}) * W'), 1)`,
    variables: xWbSigma2d,
    shape: "(n,)",
    tex: String.raw`\frac{\partial c}{\partial \log\sigma_i^2} = \frac{(x_i - b_i)^2}{2\sigma_i^2} - \frac{x_i}{\sigma_i^2} \sum_j W_{ij}\, p(z_j = 1 \mid x)`
  },
  /** … for W */
  gradientW: {
    expression: `(x ./ sigma2)' * sigmoid(${activation}) / rows(x)`,
    variables: ["x", "sigma2", "W", "d"],
    shape: "(n, m)",
    tex: String.raw`\frac{\partial c}{\partial W_{ij}} = \frac{x_i}{\sigma_i^2}\, p(z_j = 1 \mid x)`
  },
  /** … for d */
  gradientD: {
    expression: `mean(sigmoid(${activation}), 1)`,
    variables: ["x", "sigma2", "W", "d"],
    shape: "(m,)",
    tex: String.raw`\frac{\partial c}{\partial d_j} = p(z_j = 1 \mid x)`
  },
  /** gradient of c for x, a row each */
  gradientX: {
    expression: `(b - x + sigmoid(${activation}) * W') ./ sigma2`,
    variables: xWbSigma2d,
    shape: "(batch, n)",
    tex: String.raw`\frac{\partial c}{\partial x_i} = \frac{b_i - x_i + \sum_j W_{ij}\, p(z_j = 1 \mid x)}{\sigma_i^2}`
  }
} as const satisfies Record<string, Formula>;

/** The name of a formula. */
export type FormulaName = keyof typeof formulas;
