import { densityOf, pointsOf } from "./planeData.js";
import type { PlaneLaw } from "./planeData.js";

const [reach, side] = [1.2, 4];
const cell = (2 * reach) / side;

/** Uniform on the eight black squares of a 4 × 4 board over ±1.2; its density is that of an area of half the board. */
export const checkerboard: PlaneLaw = {
  name: "Checkerboard",
  draw: (count, random) =>
    pointsOf(count, () => {
      const row = Math.floor(side * random.uniform());
      const column = 2 * Math.floor((side / 2) * random.uniform()) + (row % 2);
      return [-reach + cell * (column + random.uniform()), -reach + cell * (row + random.uniform())];
    }),
  logDensity: densityOf((x, y) => {
    if (!(Math.abs(x) < reach && Math.abs(y) < reach)) return -Infinity;
    const black = (Math.floor((x + reach) / cell) + Math.floor((y + reach) / cell)) % 2 === 0;
    return black ? -Math.log(2 * reach ** 2) : -Infinity;
  }),
  entropy: Math.log(2 * reach ** 2)
};
