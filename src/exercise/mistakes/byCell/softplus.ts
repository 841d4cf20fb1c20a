import { mistakesOf } from "./knownMistake.js";

/** The likelier first. */
export const softplusMistakes = mistakesOf("softplus", [
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
]);
