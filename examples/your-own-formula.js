// The model's formulas are texts that you can read, change and run: here c(x) with the coupling not divided by σ².
import { c, createRandom, evaluateExpression, formulas, initialMachine, plainMachine } from "gaussian-bernoulli-rbm";

const machine = initialMachine({ n: 2, m: 5, sigma: 0.5, random: createRandom(0, "initialisation") });
const x = [
  [0.4, 0.1],
  [-1, 0.8]
];
const { b, W, d } = plainMachine(machine);
const scope = { x, b: [b], W, d: [d], sigma2: [[0.25, 0.25]] };

console.log(`c(x) = ${formulas.c.expression}`);
console.log("by the model:     ", show(c(machine, x)));
console.log("by the same text: ", show(evaluateExpression(formulas.c.expression, scope)));
console.log("without σ²:       ", show(evaluateExpression(formulas.c.expression.replace("(x ./ sigma2)", "x"), scope)));

/** @param {unknown} values */
function show(values) {
  return /** @type {number[]} */ (values).map((value) => value.toFixed(4)).join("  ");
}
