import { makeCircles } from "../../../rbm/data/circles.js";
import { createRandom } from "../../../rbm/random.js";
import type { Points } from "../../../rbm/shapes.js";
import { inAddress, numberCodec } from "../../controls/address.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";
import { controlGroup } from "../../controls/controlGroup.js";
import { emitInput } from "../../controls/control.js";
import { slider } from "../../controls/slider.js";

/** How points are had: the lab's own, or drawn as scikit-learn's make_circles draws them. */
export interface RingChoice {
  readonly source: "lab" | "drawn";
  readonly count: number;
  readonly noise: number;
  readonly factor: number;
  readonly seed: number;
}

/** The ring's controls, kept in the address. Moving a slider draws anew; one button goes back to the lab's points. */
export function ringControls() {
  const number = (name: string, options: Parameters<typeof slider>[0]) =>
    inAddress(name, slider(options), numberCodec(options));
  const count = number("points", { label: "Points on the ring", min: 10, max: 2000, integer: true, value: 500 });
  const noise = number("noise", { label: "Noise", min: 0.01, max: 0.4, step: 0.01, value: 0.1 });
  const factor = number("factor", { label: "Inner circle, radius", min: 0, max: 0.95, step: 0.05, value: 0.2 });
  const seed = number("seed", { label: "Seed", min: 0, max: 999, integer: true, value: 0 });
  const source = choiceInAddress<RingChoice["source"]>("data", {
    label: "Which points",
    kind: "segmented",
    options: [
      { value: "lab", label: "The lab’s 500" },
      { value: "drawn", label: "Drawn anew" }
    ],
    value: "lab"
  });
  for (const control of [count, noise, factor, seed]) {
    control.addEventListener("input", () => {
      if (source.value === "drawn") return;
      source.value = "drawn";
      emitInput(source);
    });
  }
  return controlGroup("How the points are made", { source, count, noise, factor, seed });
}

/** Both circles of a choice: the outer one is the ring, the inner one is what the lab throws away. */
export function drawCircles({ count, noise, factor, seed }: RingChoice): { outer: Points; inner: Points } {
  const { points, labels } = makeCircles({
    samples: [count, count],
    noise,
    factor,
    random: createRandom(seed, "data")
  });
  const of = (label: number): Points => {
    const values = points.values.filter((_, i) => labels[i >> 1] === label);
    return { n: 2, count: values.length / 2, values };
  };
  return { outer: of(0), inner: of(1) };
}

/** Fresh points of the same law as a choice, for scores that no fitting has seen. */
export function drawHeldOut(law: RingChoice): Points {
  const random = createRandom(law.seed, "held out");
  const { points, labels } = makeCircles({ samples: [2000, 0], noise: law.noise, factor: law.factor, random });
  return { n: 2, count: labels.length, values: points.values };
}
