// Replica exchange between two neighbouring densities, z summed out.

import { cOfRows } from "../c";
import { exp64 } from "../elementary";
import { cOfPlaneRows } from "./cOfPlaneRows";
import { nextWord } from "../random";
import { uniformOf } from "./uniform";

/** Rows of a column: the chains, rounded up to eight. */
// @ts-ignore: decorator
@inline
function paddedChains(chains: i32): i32 {
  return (chains + 7) & ~7;
}

/** Bytes of working space of `exchange`. */
export function exchangeBytes(n: i32, chains: i32): usize {
  return (<usize>paddedChains(chains) << 2) * <usize>(n + 4) + (<usize>n << 4);
}

/**
 * Each chain's x at two densities p and q changes places with probability min(1, p(x_q) q(x_p) / (p(x_p) q(x_q))).
 * x at each density is (chains, n), `inverses` are inverseVariances of each. A word of the stream's fifth generator
 * decides for each chain in turn, so that 2⁻³³ is the least probability. If `known`, x at q is as the last call on this
 * working space left it, and its c(x) are not computed again. Returns how many changed places.
 */
export function exchange(
  pTheta: usize,
  pHidden: i32,
  pInverses: usize,
  qTheta: usize,
  qHidden: i32,
  qInverses: usize,
  n: i32,
  xp: usize,
  xq: usize,
  chains: i32,
  state: usize,
  work: usize,
  known: bool
): i32 {
  const bytes = <usize>paddedChains(chains) << 2;
  const pAtP = work;
  const qAtP = pAtP + bytes;
  const pAtQ = qAtP + bytes;
  const qAtQ = pAtQ + bytes;
  const columns = qAtQ + bytes;
  toColumns(xp, n, chains, columns);
  evaluate(pTheta, pHidden, pInverses, n, chains, columns, pAtP);
  evaluate(qTheta, qHidden, qInverses, n, chains, columns, qAtP);
  if (!known) {
    toColumns(xq, n, chains, columns);
    evaluate(pTheta, pHidden, pInverses, n, chains, columns, pAtQ);
    evaluate(qTheta, qHidden, qInverses, n, chains, columns, qAtQ);
  }
  let accepted = 0;
  for (let chain = 0; chain < chains; chain++) {
    const at = <usize>chain << 2;
    const gained = <f64>load<f32>(pAtQ + at) - <f64>load<f32>(pAtP + at);
    const lost = <f64>load<f32>(qAtQ + at) - <f64>load<f32>(qAtP + at);
    const u = uniformOf(nextWord(state));
    const logRatio = gained - lost;
    if (logRatio < 0 && u >= exp64(logRatio)) continue;
    accepted++;
    store<f32>(pAtQ + at, load<f32>(pAtP + at));
    store<f32>(qAtQ + at, load<f32>(qAtP + at));
    const row = at * <usize>n;
    for (let i = row; i < row + (<usize>n << 2); i += 4) {
      const moved = load<f32>(xp + i);
      store<f32>(xp + i, load<f32>(xq + i));
      store<f32>(xq + i, moved);
    }
  }
  return accepted;
}

/** x with its columns apart; the rows beyond are copies of the last. */
function toColumns(x: usize, n: i32, chains: i32, columns: usize): void {
  const padded = paddedChains(chains);
  let to = columns;
  for (let i: usize = 0; i < <usize>n << 2; i += 4)
    for (let chain = 0; chain < padded; chain++) {
      store<f32>(to, load<f32>(x + ((<usize>(min(chain, chains - 1) * n)) << 2) + i));
      to += 4;
    }
}

function evaluate(theta: usize, m: i32, inverses: usize, n: i32, chains: i32, columns: usize, out: usize): void {
  const padded = paddedChains(chains);
  if (n == 2) cOfPlaneRows(theta, m, inverses, columns, padded, out);
  else cOfRows(theta, n, m, inverses, columns, padded, out, columns + (<usize>(padded * n) << 2));
}
