/** What each line of the model page's derivations comes to, worked out as that line says and in no other way. */
import { settings } from "./smallMachine.js";
import type { SmallMachine } from "./smallMachine.js";

type Switches = readonly number[];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const product = (values: readonly number[]) => values.reduce((total, value) => total * value, 1);
const softplus = (a: number) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));

/** Σᵢ (xᵢ − bᵢ)² / 2σᵢ² */
const quadratic = ({ x, b, sigma }: SmallMachine) => sum(x.map((xi, i) => (xi - b[i]) ** 2 / (2 * sigma[i] ** 2)));

/** aⱼ = dⱼ + Σᵢ xᵢ Wᵢⱼ / σᵢ² */
const activations = ({ x, sigma, W, d }: SmallMachine) =>
  d.map((dj, j) => dj + sum(x.map((xi, i) => (xi * W[i][j]) / sigma[i] ** 2)));

function energy(machine: SmallMachine, z: Switches): number {
  const { x, sigma, W, d } = machine;
  const coupling = sum(x.flatMap((xi, i) => z.map((zj, j) => (xi * W[i][j] * zj) / sigma[i] ** 2)));
  return quadratic(machine) - coupling - sum(d.map((dj, j) => dj * z[j]));
}

/** log Σ exp, safe from overflow. */
function logSumExp(terms: readonly number[]): number {
  const most = Math.max(...terms);
  return most + Math.log(sum(terms.map((term) => Math.exp(term - most))));
}

/** c(x) by each of its five lines. */
export function linesOfC(machine: SmallMachine): number[] {
  const a = activations(machine);
  const states = settings(a.length);
  const dot = (z: Switches) => sum(a.map((aj, j) => aj * z[j]));
  // Products of exponentials overflow where their logarithms would not; a common factor is taken out of both sides.
  const most = a.map((aj) => Math.max(aj, 0));
  const scale = sum(most);
  return [
    logSumExp(states.map((z) => -quadratic(machine) + dot(z))),
    -quadratic(machine) + logSumExp(states.map(dot)),
    -quadratic(machine) +
      scale +
      Math.log(product(a.map((aj, j) => sum([0, 1].map((zj) => Math.exp(aj * zj - most[j])))))),
    -quadratic(machine) + scale + Math.log(product(a.map((aj, j) => Math.exp(-most[j]) + Math.exp(aj - most[j])))),
    sum(a.map(softplus)) - quadratic(machine)
  ];
}

/** log p(z | x) by each of its three lines. */
export function linesOfZ(machine: SmallMachine, z: Switches): number[] {
  const a = activations(machine);
  const states = settings(a.length);
  const logOn = a.map((aj) => -softplus(-aj));
  const logOff = a.map((aj) => -softplus(aj));
  return [
    -energy(machine, z) - logSumExp(states.map((each) => -energy(machine, each))),
    sum(a.map((aj, j) => aj * z[j] - softplus(aj))),
    sum(z.map((zj, j) => (zj === 1 ? logOn[j] : logOff[j])))
  ];
}

/** log p(x | z) by each of its three lines, the constant that each leaves out put back. */
export function linesOfX(machine: SmallMachine, z: Switches): number[] {
  const { x, b, sigma, W } = machine;
  const shift = W.map((row) => sum(row.map((weight, j) => weight * z[j])));
  const logNormaliser = sum(sigma.map((s) => Math.log(s * Math.sqrt(2 * Math.PI))));
  // ∫ exp(−((xᵢ − bᵢ)² − 2 xᵢ (Wz)ᵢ) / 2σᵢ²) dxᵢ = σᵢ √(2π) exp(((bᵢ + (Wz)ᵢ)² − bᵢ²) / 2σᵢ²)
  const logIntegral = logNormaliser + sum(b.map((bi, i) => ((bi + shift[i]) ** 2 - bi ** 2) / (2 * sigma[i] ** 2)));
  const open = sum(x.map((xi, i) => -((xi - b[i]) ** 2 - 2 * xi * shift[i]) / (2 * sigma[i] ** 2)));
  const squared = sum(x.map((xi, i) => -((xi - b[i] - shift[i]) ** 2) / (2 * sigma[i] ** 2)));
  const dots = logIntegral - logNormaliser;
  const gaussian = x.map((xi, i) => {
    const s = sigma[i];
    return Math.log(Math.exp(-0.5 * ((xi - b[i] - shift[i]) / s) ** 2) / (s * Math.sqrt(2 * Math.PI)));
  });
  const far = gaussian.some((value) => !Number.isFinite(value));
  return [open - logIntegral, squared + dots - logIntegral, far ? squared - logNormaliser : sum(gaussian)];
}
