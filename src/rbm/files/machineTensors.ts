import { DataError } from "../errors.js";
import { isVariance } from "../model/machine.js";
import type { Machine } from "../model/machine.js";

/** The parameters' names in a file, and the names they are also read by: those of a course's PyTorch class. */
export const tensorNames = {
  b: ["b"],
  logSigma2: ["log_sigma_squared", "logSigma2", "log_var"],
  W: ["W"],
  d: ["d"]
} as const;

/** A tensor of a file: its values row by row, all of them finite. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/**
 * The machine whose parameters a file holds: b (n,), log_sigma_squared (n,), W (n, m) and d (m,).
 * @param found the names of the file's tensors
 * @param read reads one of them
 * @throws DataError, which names the tensor, if one is missing, unknown, of another shape or no variance
 */
export function machineOfTensors(found: readonly string[], read: (name: string) => Tensor): Machine {
  const tensor = (field: keyof typeof tensorNames) => {
    const name = tensorNames[field].find((each) => found.includes(each));
    if (!name) throw new DataError(`the file has no tensor ${tensorNames[field].join(" or ")}`);
    return { name, ...read(name) };
  };
  const [b, logSigma2, W, d] = [tensor("b"), tensor("logSigma2"), tensor("W"), tensor("d")];
  const known = new Set<string>([b.name, logSigma2.name, W.name, d.name]);
  for (const name of found) if (!known.has(name)) throw new DataError(`the tensor ${name} is unknown`);
  const [n, m] = [b.values.length, d.values.length];
  expectShape(b, [n]);
  expectShape(d, [m]);
  expectShape(logSigma2, [n]);
  expectShape(W, [n, m]);
  logSigma2.values.forEach((value, i) => {
    if (!isVariance(Math.exp(value)))
      throw new DataError(`${logSigma2.name}[${i}] is ${value}; its exponential must be a positive, finite variance`);
  });
  return { n, m, b: b.values, logSigma2: logSigma2.values, W: W.values, d: d.values };
}

/** @throws DataError, which names the tensor, if a value is not finite */
export function expectFinite(name: string, values: Float64Array): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) throw new DataError(`${name}[${at}] is ${values[at]}; it must be finite`);
}

function expectShape({ name, shape }: Tensor & { readonly name: string }, expected: readonly number[]): void {
  if (shape.length !== expected.length || shape.some((axis, k) => axis !== expected[k]))
    throw new DataError(`${name} has shape (${shape.join(", ")}); it must have (${expected.join(", ")})`);
}
