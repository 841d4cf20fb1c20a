/** A name that a formula may use, or a value that it gives. */
export interface Quantity {
  readonly name: string;
  readonly shape: string;
  readonly description: string;
}

/** What the formula of every cell but the first can name: the machine. */
export const parameters: readonly Quantity[] = [
  { name: "b", shape: "(n,)", description: "visible bias" },
  { name: "sigma2", shape: "(n,)", description: "variances σ², one for each visible unit" },
  { name: "logSigma2", shape: "(n,)", description: "their logarithms, which are what is trained" },
  { name: "W", shape: "(n, m)", description: "weights" },
  { name: "d", shape: "(m,)", description: "hidden bias" },
  { name: "n", shape: "()", description: "number of visible units" },
  { name: "m", shape: "()", description: "number of hidden units" }
];
