import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { MachineInput } from "../../src/rbm/index.js";

/** A machine of data/reference/model.json; data/reference/README.md says how it was made. */
export interface ReferenceCase {
  n_visible: number;
  n_hidden: number;
  params: ReferenceParameters;
  x: number[][];
  x_model: number[][];
  z: number[][];
  c: number[];
  p_z_given_x: number[][];
  p_x_given_z: { mean: number[][]; variance: number[][] };
  loss: number;
  gradient: ReferenceParameters;
  gradient_norm: number;
  c_gradient_x: number[][];
  log_z?: number;
  "after_sgd_lr0.01_clip1.0": ReferenceParameters;
  "after_sgd_lr0.01_clip0.1": ReferenceParameters;
  "after_3_adam_steps_lr0.01": ReferenceParameters;
}

export interface ReferenceParameters extends MachineInput {
  b: number[];
  log_sigma_squared: number[];
  W: number[][];
  d: number[];
}

interface Reference {
  cases: ReferenceCase[];
  extremes: { params: ReferenceParameters; x: number[][]; c: number[]; p_z_given_x: number[][] };
}

/** REFERENCE_DIR may name another folder that make_reference.py has written, with another seed. */
const folder = process.env.REFERENCE_DIR ?? new URL("../../data/reference", import.meta.url).pathname;

export const reference = readReference<Reference>("model.json");

export const referenceCases = reference.cases.map((values) => ({
  title: `${values.n_visible} × ${values.n_hidden}`,
  values
}));

export function readReference<T>(file: string): T {
  return JSON.parse(readText(file)) as T;
}

export function readText(file: string): string {
  return readFileSync(`${folder}/${file}`, "utf8");
}

type Numbers = ArrayLike<number> | ArrayLike<ArrayLike<number>>;

/** Each number within a relative error of the reference's, with an absolute one for what cancels to near zero. */
export function expectClose(actual: Numbers, expected: Numbers, relative = 1e-9, absolute = 1e-14): void {
  const [a, b] = [flatten(actual), flatten(expected)];
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(a[i] - b[i]);
    if (!(error <= relative * Math.abs(b[i]) + absolute))
      expect.fail(`value ${i} is ${a[i]}; the reference is ${b[i]}, relative error ${error / Math.abs(b[i])}`);
  }
}

function flatten(values: Numbers): number[] {
  return Array.from(values as ArrayLike<number | ArrayLike<number>>, (value) =>
    typeof value === "number" ? [value] : Array.from(value)
  ).flat();
}
