import { curveLaw } from "./curveLaw.js";

/** Two spirals of one and a half turns, one the other turned by half a turn; the angle is uniform in its square. Noise 0.04. */
export const twoSpirals = curveLaw({
  name: "Two spirals",
  curve: (t) => {
    // The square root makes the points even along the arm.
    const turn = Math.sqrt((2 * t) % 1);
    const angle = 3 * Math.PI * turn;
    const radius = t < 0.5 ? 0.1 + 1.1 * turn : -(0.1 + 1.1 * turn);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  noise: 0.04,
  nodes: 2400
});
