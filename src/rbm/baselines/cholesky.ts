import { ValueError } from "../errors.js";

/**
 * The lower triangular L with L Lᵀ = A; what stands above A's diagonal is not read.
 * @param A symmetric, (n, n) row-major
 * @param argument its name, for the error
 * @throws ValueError if A is not positive definite
 */
export function cholesky(A: Float64Array, n: number, argument: string): Float64Array {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k <= i; k++) {
      let value = A[i * n + k];
      for (let l = 0; l < k; l++) value -= L[i * n + l] * L[k * n + l];
      if (i !== k) L[i * n + k] = value / L[k * n + k];
      else if (value > 0) L[i * n + i] = Math.sqrt(value);
      else throw new ValueError(argument, "is not positive definite; it must be a covariance");
    }
  return L;
}

/** log det(L Lᵀ). */
export function logDeterminant(L: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += 2 * Math.log(L[i * n + i]);
  return sum;
}

/** (L Lᵀ)⁻¹, (n, n). */
export function inverse(L: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    column.fill(0);
    column[k] = 1;
    for (let i = 0; i < n; i++) {
      for (let l = 0; l < i; l++) column[i] -= L[i * n + l] * column[l];
      column[i] /= L[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let l = i + 1; l < n; l++) column[i] -= L[l * n + i] * column[l];
      column[i] /= L[i * n + i];
    }
    for (let i = 0; i < n; i++) result[i * n + k] = column[i];
  }
  return result;
}
