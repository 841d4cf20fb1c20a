import { mixtureLaw } from "./mixtureLaw.js";

const scale = 0.16;
const square = (value: number) => (scale * value) ** 2;

/**
 * The anisotropic mixture of Liao, Kornblith, Ren, Fleet and Hinton (Gaussian–Bernoulli RBMs without tears, 2022), its
 * plane scaled by 0.16: means (−5, −5), (5, −5), (0, 5), deviations (1.25, 0.5) twice and (0.5, 1.25).
 */
export const anisotropicMixture = mixtureLaw(
  "Anisotropic mixture",
  {
    n: 2,
    weights: [0.33, 0.33, 0.34],
    means: [
      [-5 * scale, -5 * scale],
      [5 * scale, -5 * scale],
      [0, 5 * scale]
    ],
    covariances: [
      [
        [square(1.25), 0],
        [0, square(0.5)]
      ],
      [
        [square(1.25), 0],
        [0, square(0.5)]
      ],
      [
        [square(0.5), 0],
        [0, square(1.25)]
      ]
    ]
  },
  0.04
);
