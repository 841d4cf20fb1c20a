import type { Verdict } from "../../article/question.js";
import type { Mixing } from "./mixing.js";

/** Kuiper's distance that independent draws exceed once in twenty times, for many draws: 1.747 / √count. */
const onceInTwenty = 1.747;

/** Are the last draws right in the radius, and not yet in the angle? */
export function radiusBeforeAngle({ distances: { radius, angle }, steps, chains }: AtTheEnd): Verdict {
  if (steps > radius.length)
    return { right: false, why: `After ${steps} steps both are right. Take fewer than ${radius.length}.` };
  const bound = onceInTwenty / Math.sqrt(chains);
  const [r, a] = [radius[steps - 1], angle[steps - 1]];
  const found = `After ${steps} steps the radii are ${r.toFixed(3)} away and the angles ${a.toFixed(3)}; chance exceeds ${bound.toFixed(3)} once in twenty times.`;
  if (r > bound) return { right: false, why: `${found} The radii need more steps.` };
  if (a <= bound)
    return { right: false, why: `${found} The angles can’t be told from right: take fewer steps, or more chains.` };
  return { right: true, why: `${found} The ring is there, and the crowd has not yet spread along it.` };
}

export type AtTheEnd = Pick<Mixing, "distances" | "chains"> & {
  /** of each chain */
  readonly steps: number;
};
