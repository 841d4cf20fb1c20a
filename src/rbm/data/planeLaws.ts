import { anisotropicMixture } from "./anisotropicMixture.js";
import { blobs } from "./blobs.js";
import { bothCircles } from "./bothCircles.js";
import { checkerboard } from "./checkerboard.js";
import { eightGaussians } from "./eightGaussians.js";
import { moons } from "./moons.js";
import { pinwheel } from "./pinwheel.js";
import type { PlaneLaw } from "./planeData.js";
import { ringLaw } from "./ringLaw.js";
import { twoSpirals } from "./twoSpirals.js";

/** Every law of the plane by the name it has in an address. To add one: a file beside these, and a line here. */
export const planeLaws = {
  ring: ringLaw,
  circles: bothCircles,
  moons,
  blobs,
  pinwheel,
  spirals: twoSpirals,
  checkerboard,
  gaussians: eightGaussians,
  anisotropic: anisotropicMixture
} as const satisfies Record<string, PlaneLaw>;

/** The name of a law of the plane. */
export type PlaneLawName = keyof typeof planeLaws;
