import { curveLaw } from "./curveLaw.js";

/** Both circles of scikit-learn's make_circles, factor 0.4, half of the points on each; noise 0.08. */
export const bothCircles = curveLaw({
  name: "Both circles",
  curve: (t) => {
    const [radius, angle] = t < 0.5 ? [1, 4 * Math.PI * t] : [0.4, 4 * Math.PI * t];
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  noise: 0.08,
  nodes: 512
});
