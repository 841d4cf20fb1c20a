import { mistakesOf } from "./knownMistake.js";

/** The likelier first. */
export const lossMistakes = mistakesOf("loss", [
  [
    "loss-swapped",
    "Data and draws are swapped",
    "This loss falls when the data become less probable. F = −c: if `c` stood for the free energy, the signs would turn round. It is the trap of the course's text.",
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
]);
