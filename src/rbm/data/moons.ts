import { curveLaw } from "./curveLaw.js";

/** The two half circles of scikit-learn's make_moons, about the origin and scaled by 0.8; noise 0.08. */
export const moons = curveLaw({
  name: "Moons",
  curve: (t) => {
    const angle = Math.PI * ((2 * t) % 1);
    const [x, y] = t < 0.5 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return [0.8 * (x - 0.5), 0.8 * (y - 0.25)];
  },
  noise: 0.08,
  nodes: 512
});
