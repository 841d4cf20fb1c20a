import { describe, expect, it } from "vitest";
import {
  c,
  createMachine,
  createPoints,
  createRandom,
  energy,
  formulaEvaluator,
  freeEnergy,
  gradientOfC,
  gradientOfMeanC,
  initialMachine,
  loopEvaluator,
  plainMachine,
  pXGivenZ,
  pZGivenX,
  ShapeError,
  ValueError
} from "../../../src/rbm/index.js";
import type { Machine, Rows } from "../../../src/rbm/index.js";
import { expectClose, reference, referenceCases } from "../reference.js";

describe.each(referenceCases)("the $title machine agrees with PyTorch to 1e-9", ({ values }) => {
  const machine = createMachine(values.params);

  it("in c(x), and freeEnergy is −c", () => {
    expectClose(c(machine, values.x), values.c);
    expect(freeEnergy(machine, values.x)).toEqual(c(machine, values.x).map((value) => -value));
  });

  it("in p(z|x)", () => expectClose(pZGivenX(machine, values.x), values.p_z_given_x));

  it("in the mean and the variance of p(x|z)", () => {
    const { mean, variance } = pXGivenZ(machine, values.z);
    expectClose(mean, values.p_x_given_z.mean);
    expectClose(variance, values.p_x_given_z.variance);
  });

  it("in the gradient of c for x", () => expectClose(gradientOfC(machine, values.x), values.c_gradient_x));

  it("in the loops, which are the formulas over again", () => {
    const x = Float64Array.from(values.x.flat());
    expectClose(loopEvaluator.c(machine, x), values.c);
    expectClose(loopEvaluator.pZGivenX(machine, x), values.p_z_given_x.flat());
    expectClose(loopEvaluator.xMeanGivenZ(machine, Float64Array.from(values.z.flat())), values.p_x_given_z.mean.flat());
  });
});

describe("far from the data", () => {
  const { params, x, ...expected } = reference.extremes;
  const machine = createMachine(params);

  it("c and p(z|x) stay finite and right where log(1 + eᵃ) overflows", () => {
    expectClose(c(machine, x), expected.c);
    expectClose(pZGivenX(machine, x), expected.p_z_given_x);
    expectClose(loopEvaluator.c(machine, Float64Array.from(x.flat())), expected.c);
    expectClose(loopEvaluator.pZGivenX(machine, Float64Array.from(x.flat())), expected.p_z_given_x.flat());
  });

  it("c is as large as its largest terms at |x| = 1e3", () => {
    const [value] = c(machine, [[1e3, 1e3]]);
    // activations 60000, −30000 + 1 and −30000 − 800; the quadratic term is 2 · 1e6 / 0.02
    expect(value).toBeCloseTo(60000 - 1e8, 3);
  });
});

describe("identities on random machines", () => {
  const machines = [1, 2, 3, 4].map((seed) => randomMachine(seed, seed, 2 * seed));

  it("c equals the log of exp(−E) summed over every hidden state", () => {
    for (const machine of machines) {
      const x = [randomRow(machine.n, 9)];
      const terms = hiddenStates(machine.m).map((z) => -energy(machine, x, [z])[0]);
      const greatest = Math.max(...terms);
      const logSum = greatest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - greatest), 0));
      expectClose(c(machine, x), [logSum], 1e-12);
    }
  });

  it("p(z|x) is exp(−E(x, z)) over its sum, unit by unit", () => {
    for (const machine of machines) {
      const x = [randomRow(machine.n, 5)];
      const states = hiddenStates(machine.m);
      const weights = states.map((z) => Math.exp(-energy(machine, x, [z])[0] - c(machine, x)[0]));
      const marginal = states[0].map((_, j) => states.reduce((sum, z, k) => sum + z[j] * weights[k], 0));
      expectClose(pZGivenX(machine, x)[0], marginal, 1e-12);
    }
  });

  it("E(x, z) as a function of x is the Gaussian p(x|z) up to a constant", () => {
    for (const machine of machines) {
      const z = hiddenStates(machine.m).at(-2);
      const { mean, variance } = pXGivenZ(machine, [z]);
      const constants = [1, 2, 3].map((seed) => {
        const x = randomRow(machine.n, seed);
        const logDensity = -x.reduce((sum, xi, i) => sum + (xi - mean[0][i]) ** 2 / (2 * variance[0][i]), 0);
        return energy(machine, [x], [z])[0] + logDensity;
      });
      expectClose(
        constants,
        constants.map(() => constants[0]),
        1e-12,
        1e-12
      );
    }
  });

  it("the gradients of the mean of c are its finite differences, for every parameter and for x", () => {
    for (const machine of machines) {
      const x = [randomRow(machine.n, 1), randomRow(machine.n, 2), randomRow(machine.n, 3)];
      const gradient = gradientOfMeanC(machine, x);
      const meanC = (changed: Machine) => c(changed, x).reduce((sum, value) => sum + value, 0) / x.length;
      for (const name of ["b", "logSigma2", "W", "d"] as const) {
        const differences = Array.from(machine[name], (_, i) =>
          difference((step) => {
            const parameters = machine[name].slice();
            parameters[i] += step;
            return meanC({ ...machine, [name]: parameters });
          })
        );
        expectClose(gradient[name], differences, 1e-6, 1e-8);
      }
      const rows = x.map((row, k) =>
        row.map((_, i) =>
          difference((step) => c(machine, [x[k].map((value, other) => value + (other === i ? step : 0))])[0])
        )
      );
      expectClose(gradientOfC(machine, x), rows, 1e-6, 1e-8);
    }
  });

  it("the loops and the formulas agree in every function to 1e-12", () => {
    for (const machine of [...machines, randomMachine(7, 5, 1100)]) {
      const x = Float64Array.from([1, 2, 3, 4].flatMap((seed) => randomRow(machine.n, seed)));
      const z = Float64Array.from({ length: 4 * machine.m }, (_, i) => ((i * 7 + 3) % 3 === 0 ? 1 : 0));
      expectClose(loopEvaluator.c(machine, x), formulaEvaluator.c(machine, x), 1e-12);
      expectClose(loopEvaluator.pZGivenX(machine, x), formulaEvaluator.pZGivenX(machine, x), 1e-12);
      expectClose(loopEvaluator.xMeanGivenZ(machine, z), formulaEvaluator.xMeanGivenZ(machine, z), 1e-12);
      const [loops, formulas] = [loopEvaluator, formulaEvaluator].map((e) => e.gradientOfMeanC(machine, x));
      for (const name of ["b", "logSigma2", "W", "d"] as const) expectClose(loops[name], formulas[name], 1e-12, 1e-13);
    }
  });

  it("flipping the meaning of a hidden unit leaves c as it is, up to a constant", () => {
    for (const machine of machines) {
      const flipped = flipUnit(machine, machine.m - 1);
      const x = [randomRow(machine.n, 4), randomRow(machine.n, 5)];
      const [before, after] = [c(machine, x), c(flipped, x)];
      expectClose([after[0] - before[0]], [after[1] - before[1]], 1e-9, 1e-10);
    }
  });

  it("the order of the hidden units does not matter", () => {
    for (const machine of machines) {
      const { W, d, ...rest } = plainMachine(machine);
      const reversed = createMachine({ ...rest, W: W.map((row) => row.toReversed()), d: d.toReversed() });
      const x = [randomRow(machine.n, 6)];
      expectClose(c(reversed, x), c(machine, x), 1e-12);
    }
  });

  it("scaling x, b, W and σ by a leaves c as it is", () => {
    for (const machine of machines) {
      const a = 3.7;
      const scaled = {
        ...machine,
        b: machine.b.map((v) => a * v),
        W: machine.W.map((v) => a * v),
        logSigma2: machine.logSigma2.map((v) => v + 2 * Math.log(a))
      };
      const x = randomRow(machine.n, 8);
      expectClose(c(scaled, [x.map((v) => a * v)]), c(machine, [x]), 1e-12);
    }
  });
});

describe("what goes in", () => {
  const machine = randomMachine(1, 2, 3);
  const x = [
    [0.25, -0.5],
    [1, 2]
  ];

  it("may be rows, typed rows, a flat typed array or points, to the same effect", () => {
    const forms: Rows[] = [x, x.map((row) => Float64Array.from(row)), Float32Array.from(x.flat()), createPoints(x, 2)];
    for (const form of forms) expect(c(machine, form)).toEqual(c(machine, x));
  });

  it("a batch gives what its rows give one by one", () => {
    expectClose(
      c(machine, x),
      x.map((row) => c(machine, [row])[0]),
      1e-15
    );
    expectClose(
      pZGivenX(machine, x),
      x.map((row) => pZGivenX(machine, [row])[0]),
      1e-15
    );
  });

  it.each<[string, () => unknown, string]>([
    ["three columns for two", () => c(machine, [[1, 2, 3]]), "x has shape (1, 3); it must have shape (batch, 2)"],
    ["no rows", () => c(machine, []), "x has shape (0, 2); it must have shape (batch, 2) with at least one row"],
    ["a vector", () => c(machine, [1, 2] as unknown as Rows), "x has shape (2,); it must have shape (batch, 2)"],
    ["a ragged batch", () => c(machine, [[1, 2], [1]]), "x has shape (2, 1), in row 1; it must have shape (batch, 2)"],
    ["a flat odd length", () => c(machine, new Float64Array(3)), "x has shape (3,); it must have shape (batch, 2)"],
    ["z for x", () => pXGivenZ(machine, x), "z has shape (2, 2); it must have shape (batch, 3)"],
    [
      "fewer z than x",
      () => energy(machine, x, [[0, 1, 0]]),
      "z has shape (1, 3); it must have shape (2, 3), as many rows as x"
    ],
    ["nothing", () => c(machine, null as unknown as Rows), "x has shape null; it must have shape (batch, 2)"]
  ])("%s is refused with its shape and the right one", (_, call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });

  it("NaN and infinities are refused with their place", () => {
    expect(() => c(machine, [[0, NaN]])).toThrow(ValueError);
    expect(() => c(machine, [[0, NaN]])).toThrow("x[0, 1] is NaN; it must be a finite number");
    expect(() => c(machine, Float64Array.of(1, 2, 3, Infinity))).toThrow("x[1, 1] is Infinity");
  });
});

function randomMachine(seed: number, n: number, m: number): Machine {
  const random = createRandom(seed, "test machine");
  const machine = initialMachine({ n, m, random });
  machine.b.forEach((_, i) => (machine.b[i] = 0.4 * random.normal()));
  machine.logSigma2.forEach((_, i) => (machine.logSigma2[i] = 0.5 * random.normal() - 0.5));
  machine.W.forEach((_, i) => (machine.W[i] = 0.5 * random.normal()));
  machine.d.forEach((_, i) => (machine.d[i] = 0.5 * random.normal()));
  return machine;
}

function randomRow(n: number, seed: number): number[] {
  const random = createRandom(seed, "test row");
  return Array.from({ length: n }, () => 1.5 * random.normal());
}

function hiddenStates(m: number): number[][] {
  return Array.from({ length: 2 ** m }, (_, state) => Array.from({ length: m }, (_, j) => (state >> j) & 1));
}

/** zⱼ → 1 − zⱼ: b becomes b + Wⱼ, Wⱼ becomes −Wⱼ and dⱼ becomes −dⱼ. */
function flipUnit(machine: Machine, j: number): Machine {
  const { n, m } = machine;
  const [b, W, d] = [machine.b.slice(), machine.W.slice(), machine.d.slice()];
  d[j] = -machine.d[j];
  for (let i = 0; i < n; i++) {
    b[i] += machine.W[i * m + j];
    W[i * m + j] = -machine.W[i * m + j];
  }
  return { ...machine, b, W, d };
}

function difference(f: (step: number) => number): number {
  const step = 1e-5;
  return (f(step) - f(-step)) / (2 * step);
}
