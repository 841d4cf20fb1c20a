import { fileURLToPath } from "node:url";
import "@tensorflow/tfjs-backend-cpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import type { Machine } from "../../src/rbm/model/machine.js";
import { timed } from "./contender.js";
import type { Contender } from "./contender.js";

/** TensorFlow.js, one thread: dense operations over whole batches, gradients written out. */
export function tensorflowContender(backend: "wasm" | "cpu"): Contender {
  const ready = (async () => {
    // Its WASM backend looks for the files itself in Node, unless told where they lie.
    setWasmPaths(fileURLToPath(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/", import.meta.url)));
    setThreadsCount(1);
  })();
  const begin = async () => {
    await ready;
    if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend}`);
  };
  return {
    name: `TensorFlow.js ${backend}`,
    nanoseconds: backend === "wasm" ? 40 : 80,
    capacity: 6e7,
    sample: async (machine, chains, steps) => {
      await begin();
      return await timed(() => {
        tf.engine().startScope();
        const { W, transposed, d, b, sigma, variance } = tensorsOf(machine);
        let z = tf.tidy(() => tf.cast(tf.less(tf.randomUniform([chains, machine.m]), 0.5), "float32") as tf.Tensor2D);
        let x: tf.Tensor2D | undefined;
        const kept = new Float32Array(steps * chains * 2);
        for (let step = 0; step < steps; step++) {
          const next = tf.tidy(() =>
            tf.add<tf.Tensor2D>(tf.add(tf.matMul(z, transposed), b), tf.mul(tf.randomNormal([chains, 2]), sigma))
          );
          kept.set(next.dataSync(), step * chains * 2);
          x?.dispose();
          x = next;
          if (step === steps - 1) break;
          const drawn = tf.tidy(() => {
            const p = tf.sigmoid(tf.add(tf.matMul(tf.div(next, variance), W), d));
            return tf.cast(tf.less(tf.randomUniform([chains, machine.m]), p), "float32") as tf.Tensor2D;
          });
          z.dispose();
          z = drawn;
        }
        const outcome = tf.tidy(() => tf.mean(tf.sum(tf.square(x!), 1)).dataSync()[0]);
        tf.engine().endScope();
        return outcome;
      });
    },
    train: async (machine, data, epochs) => {
      await begin();
      return await timed(() => {
        tf.engine().startScope();
        const { sigma, variance, ...start } = tensorsOf(machine);
        let { W, d, b } = start;
        const x = tf.tensor2d(Float32Array.from(data.values), [data.count, 2]);
        let loss = NaN;
        for (let epoch = 0; epoch < epochs; epoch++) {
          const [nextW, nextD, nextB, lossNow] = tf.tidy(() => {
            const scaled = tf.div(x, variance);
            const a = tf.add(tf.matMul(scaled, W), d);
            const p = tf.sigmoid(a);
            const z = tf.cast(tf.less(tf.randomUniform([data.count, machine.m]), p), "float32");
            const mean = tf.add(tf.matMul(z, W, false, true), b);
            const drawn = tf.add(mean, tf.mul(tf.randomNormal([data.count, 2]), sigma));
            const scaledDrawn = tf.div(drawn, variance);
            const aDrawn = tf.add(tf.matMul(scaledDrawn, W), d);
            const pDrawn = tf.sigmoid(aDrawn);
            const c = (at: tf.Tensor, activations: tf.Tensor) =>
              tf.sub(
                tf.sum(tf.add(tf.relu(activations), tf.log(tf.add(tf.exp(tf.neg(tf.abs(activations))), 1))), 1),
                tf.sum(tf.div(tf.square(tf.sub(at, b)), tf.mul(variance, 2)), 1)
              );
            const value = tf.mean(tf.sub(c(drawn, aDrawn), c(x, a)));
            const gradientD = tf.mean(tf.sub(pDrawn, p), 0);
            const gradientW = tf.div(
              tf.sub(tf.matMul(scaledDrawn, pDrawn, true), tf.matMul(scaled, p, true)),
              data.count
            );
            const gradientB = tf.mean(tf.sub(scaledDrawn, scaled), 0);
            const squares = [gradientD, gradientW, gradientB].map((g) => tf.sum(tf.square(g)));
            const norm = Math.sqrt(squares.reduce((sum, square) => sum + square.dataSync()[0], 0));
            const rate = 1e-3 * Math.min(1, 1 / (norm + 1e-6));
            return [
              tf.sub(W, tf.mul(gradientW, rate)),
              tf.sub(d, tf.mul(gradientD, rate)),
              tf.sub(b, tf.mul(gradientB, rate)),
              value
            ] as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D, tf.Tensor];
          });
          loss = lossNow.dataSync()[0];
          [W, d, b, lossNow].forEach((old) => old.dispose());
          [W, d, b] = [nextW, nextD, nextB];
        }
        tf.engine().endScope();
        return loss;
      });
    }
  };
}

function tensorsOf({ m, W, d, b, logSigma2 }: Machine) {
  const weights = tf.tensor2d(Float32Array.from(W), [2, m]);
  return {
    W: weights,
    transposed: tf.transpose<tf.Tensor2D>(weights),
    d: tf.tensor1d(Float32Array.from(d)),
    b: tf.tensor1d(Float32Array.from(b)),
    sigma: tf.tensor1d(Float32Array.from(logSigma2, (value) => Math.exp(value / 2))),
    variance: tf.tensor1d(Float32Array.from(logSigma2, Math.exp))
  };
}
