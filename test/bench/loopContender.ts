import type { Machine } from "../../src/rbm/model/machine.js";
import { createRandom } from "../../src/rbm/random.js";
import type { Random } from "../../src/rbm/random.js";
import { timed } from "./contender.js";
import type { Contender } from "./contender.js";
import { meanSquare } from "./kernelContender.js";

/** What one would write first: loops over typed arrays with Math.exp, one unit after another. */
export function loopContender(): Contender {
  return {
    name: "typed-array loop",
    nanoseconds: 30,
    capacity: Infinity,
    sample: (machine, chains, steps) =>
      timed(() => {
        const { m, d, W, b, logSigma2 } = machine;
        const sigma = [0, 1].map((i) => Math.exp(logSigma2[i] / 2));
        const scaled = Float32Array.from(W, (w, at) => w / sigma[at < m ? 0 : 1] ** 2);
        const weights = Float32Array.from(W);
        const random = createRandom(1, "bench");
        const kept = new Float32Array(steps * chains * 2);
        for (let chain = 0; chain < chains; chain++) {
          let [x1, x2] = [b[0], b[1]];
          for (let j = 0; j < m; j++)
            if (random.uint32() & 1) {
              x1 += weights[j];
              x2 += weights[m + j];
            }
          for (let step = 0; step < steps; step++) {
            if (step > 0) {
              let [sum1, sum2] = [b[0], b[1]];
              for (let j = 0; j < m; j++)
                if (random.uint32() < 2 ** 32 / (1 + Math.exp(-(d[j] + x1 * scaled[j] + x2 * scaled[m + j])))) {
                  sum1 += weights[j];
                  sum2 += weights[m + j];
                }
              [x1, x2] = [sum1, sum2];
            }
            x1 += sigma[0] * random.normal();
            x2 += sigma[1] * random.normal();
            const at = 2 * (step * chains + chain);
            kept[at] = x1;
            kept[at + 1] = x2;
          }
        }
        return meanSquare(kept.subarray(kept.length - 2 * chains), chains);
      }),
    train: (machine, data, epochs) => timed(() => trainLoop(machine, data.values, epochs))
  };
}

function trainLoop(machine: Machine, data: ArrayLike<number>, epochs: number): number {
  const { m } = machine;
  const random = createRandom(1, "bench");
  const [d, W, b] = [machine.d.slice(), machine.W.slice(), machine.b.slice()];
  const variance = machine.logSigma2.map(Math.exp);
  const gradient = new Float64Array(3 * m + 2);
  let loss = NaN;
  for (let epoch = 0; epoch < epochs; epoch++) {
    gradient.fill(0);
    loss = 0;
    for (let row = 0; row < data.length; row += 2) {
      const x = [data[row], data[row + 1]];
      const drawn = drawFrom(x, random);
      loss -= addRow(x[0], x[1], 1);
      loss += addRow(drawn[0], drawn[1], -1);
    }
    const rows = data.length / 2;
    loss /= rows;
    let norm = 0;
    for (let at = 0; at < gradient.length; at++) norm += (gradient[at] / rows) ** 2;
    const rate = (1e-3 * Math.min(1, 1 / (Math.sqrt(norm) + 1e-6))) / rows;
    for (let j = 0; j < m; j++) d[j] += rate * gradient[j];
    for (let at = 0; at < 2 * m; at++) W[at] += rate * gradient[m + at];
    for (let i = 0; i < 2; i++) b[i] += rate * gradient[3 * m + i];
  }
  return loss;

  /** Adds sign · ∂c/∂θ at x; c(x). */
  function addRow(x1: number, x2: number, sign: number): number {
    const [s1, s2] = [x1 / variance[0], x2 / variance[1]];
    let c = -((x1 - b[0]) ** 2 / (2 * variance[0])) - (x2 - b[1]) ** 2 / (2 * variance[1]);
    for (let j = 0; j < m; j++) {
      const a = d[j] + s1 * W[j] + s2 * W[m + j];
      const e = Math.exp(-Math.abs(a));
      c += Math.max(a, 0) + Math.log1p(e);
      const p = (sign * (a > 0 ? 1 : e)) / (1 + e);
      gradient[j] += p;
      gradient[m + j] += p * s1;
      gradient[2 * m + j] += p * s2;
    }
    gradient[3 * m] += sign * s1;
    gradient[3 * m + 1] += sign * s2;
    return c;
  }

  function drawFrom(x: number[], random: Random): number[] {
    const [s1, s2] = [x[0] / variance[0], x[1] / variance[1]];
    let [sum1, sum2] = [b[0], b[1]];
    for (let j = 0; j < m; j++)
      if (random.uint32() < 2 ** 32 / (1 + Math.exp(-(d[j] + s1 * W[j] + s2 * W[m + j])))) {
        sum1 += W[j];
        sum2 += W[m + j];
      }
    return [sum1 + Math.sqrt(variance[0]) * random.normal(), sum2 + Math.sqrt(variance[1]) * random.normal()];
  }
}
