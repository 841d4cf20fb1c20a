import { curveLaw } from "./curveLaw.js";

/** The lab's ring as a law: uniform angles on the unit circle, noise 0.1. Its points are independent, unlike ring's. */
export const ringLaw = curveLaw({
  name: "Ring",
  curve: (t) => [Math.cos(2 * Math.PI * t), Math.sin(2 * Math.PI * t)],
  noise: 0.1,
  nodes: 256
});
