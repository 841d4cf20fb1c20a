import { hiddenProbabilities } from "../../../rbm/exact/enumeration.js";
import { question } from "../../article/question.js";
import type { Question, Verdict } from "../../article/question.js";
import type { Control } from "../../controls/control.js";
import { following } from "./following.js";
import { centreOf, machineOf, settings } from "./smallMachine.js";
import type { SmallMachine } from "./smallMachine.js";

/** p(zⱼ = 1 | x), shape (m,). */
export function chancesOf({ W, d, sigma, x }: SmallMachine): number[] {
  return d.map((bias, j) => {
    const activation = x.reduce((sum, value, i) => sum + (value * W[i][j]) / sigma[i] ** 2, bias);
    return 1 / (1 + Math.exp(-activation));
  });
}

/** Is switch 1 on and switch 2 off at x, each with a probability of at least 0.9? */
export function oneOnTwoOff(small: SmallMachine): Verdict {
  const [one, two] = chancesOf(small);
  const found = `At x, switch 1 is on with probability ${one.toFixed(2)}, switch 2 with ${two.toFixed(2)}.`;
  if (one >= 0.9 && two <= 0.1) return { right: true, why: `${found} What decides is x along each column, and d.` };
  const hint = one < 0.9 ? "Move x along column 1, or raise d₁." : "Turn column 2 away from x, or lower d₂.";
  return { right: false, why: `${found} ${hint}` };
}

/** Is p(x) one Gaussian: do the centres that the machine visits lie within a tenth of σ of each other? */
export function oneGaussian(small: SmallMachine): Verdict {
  const shares = hiddenProbabilities(machineOf(small));
  const centres = settings(small.d.length).map((z) => centreOf(small, z));
  const spread = small.sigma.map((sigma, i) => {
    const mean = centres.reduce((sum, centre, at) => sum + shares[at] * centre[i], 0);
    return Math.sqrt(centres.reduce((sum, centre, at) => sum + shares[at] * (centre[i] - mean) ** 2, 0)) / sigma;
  });
  const most = Math.max(...spread);
  const found = `The centres, by their weights, are spread over ${most.toFixed(2)} standard deviations.`;
  return most < 0.1
    ? { right: true, why: `${found} Every switch that matters moves the Gaussian by next to nothing.` }
    : { right: false, why: `${found} A column as short as nothing moves nothing.` };
}

/** The chapter's questions, which the reader answers by setting the small machine. */
export function machineQuestions(machine: Control<SmallMachine>): Question<SmallMachine>[] {
  return [
    question(
      "Set the machine so that at the point x switch 1 is almost surely on, and switch 2 almost surely off.",
      oneOnTwoOff
    ),
    question("Make p(x) a single Gaussian.", oneGaussian)
  ].map((each) => following(machine, each, (asked, small) => asked.update(small)));
}
