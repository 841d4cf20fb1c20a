import { mixtureLaw, roundMixture } from "./mixtureLaw.js";

const means = [
  [-0.8, -0.6],
  [0.9, -0.4],
  [0, 0.9]
] as const;

/** Three round Gaussians of deviation 0.2. */
export const blobs = mixtureLaw("Blobs", roundMixture(means, 0.2), 0.1);
