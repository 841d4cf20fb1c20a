import { ShapeError } from "../errors.js";
import type { Trajectory } from "../sampling/trajectory.js";

/**
 * How many whole turns round the origin each chain of a plane makes, either way: |Σ Δθ| / 2π, rounded down, with every
 * Δθ the shorter way from one step to the next. A jump across the middle counts as half a turn in a random sense, so
 * that independent draws make turns too, about as a random walk does.
 * @returns shape (chains,)
 * @throws ShapeError if n is not 2
 */
export function turnsRoundOrigin({ steps, chains, n, x }: Trajectory): number[] {
  if (n !== 2) throw new ShapeError("trajectory", `n = ${n}`, "n = 2: an angle lies in a plane");
  return Array.from({ length: chains }, (_, chain) => {
    let total = 0;
    for (let step = 1; step < steps; step++) {
      const [before, now] = [step - 1, step].map((each) => 2 * (each * chains + chain));
      total += Math.atan2(
        x[before] * x[now + 1] - x[before + 1] * x[now],
        x[before] * x[now] + x[before + 1] * x[now + 1]
      );
    }
    return Math.floor(Math.abs(total) / (2 * Math.PI));
  });
}
