import { mixtureLaw, roundMixture } from "./mixtureLaw.js";

const means = Array.from({ length: 8 }, (_, k) => {
  const angle = (Math.PI * k) / 4;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/** Eight round Gaussians of deviation 0.1 on the unit circle. */
export const eightGaussians = mixtureLaw("Eight Gaussians", roundMixture(means, 0.1), 0.05);
