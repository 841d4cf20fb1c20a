import type { Random } from "../random.js";

/**
 * Where expectation–maximisation starts: 1 for each point's cluster, 0 for the others. Seeds are drawn far apart as
 * k-means++ does (Arthur and Vassilvitskii, 2007), then moved by so many steps of k-means.
 * @param x (count, n) row-major
 * @returns shape (count, K) row-major
 */
export function clusterShares(x: Float64Array, n: number, K: number, random: Random, steps: number): Float64Array {
  const seeds = spreadSeeds(x, n, K, random);
  let means: Float64Array = Float64Array.from(
    { length: K * n },
    (_, at) => x[seeds[Math.floor(at / n)] * n + (at % n)]
  );
  let shares = nearest(x, n, means);
  for (let step = 0; step < steps; step++) {
    means = meansOf(x, n, shares, means);
    shares = nearest(x, n, means);
  }
  return shares;
}

/** K rows of the data, each drawn with probability in proportion to its squared distance from those before. */
function spreadSeeds(x: Float64Array, n: number, K: number, random: Random): number[] {
  const count = x.length / n;
  const seeds = [Math.floor(random.uniform() * count)];
  const distance = new Float64Array(count).fill(Infinity);
  while (seeds.length < K) {
    const last = seeds[seeds.length - 1];
    let total = 0;
    for (let row = 0; row < count; row++) {
      distance[row] = Math.min(distance[row], squaredDistance(x, n, row, last));
      total += distance[row];
    }
    let left = random.uniform() * total;
    let chosen = 0;
    while (chosen < count - 1 && left >= distance[chosen]) left -= distance[chosen++];
    seeds.push(chosen);
  }
  return seeds;
}

function nearest(x: Float64Array, n: number, means: Float64Array): Float64Array {
  const K = means.length / n;
  const shares = new Float64Array((x.length / n) * K);
  for (let row = 0; row < x.length / n; row++) {
    let [least, best] = [Infinity, 0];
    for (let k = 0; k < K; k++) {
      let distance = 0;
      for (let i = 0; i < n; i++) distance += (x[row * n + i] - means[k * n + i]) ** 2;
      if (distance < least) [least, best] = [distance, k];
    }
    shares[row * K + best] = 1;
  }
  return shares;
}

/** The mean of each cluster; one that has lost its points stays where it was. */
function meansOf(x: Float64Array, n: number, shares: Float64Array, before: Float64Array): Float64Array {
  const K = before.length / n;
  const counts = new Float64Array(K);
  const sums = new Float64Array(K * n);
  for (let row = 0; row < x.length / n; row++) {
    const k = shares.subarray(row * K, (row + 1) * K).indexOf(1);
    counts[k]++;
    for (let i = 0; i < n; i++) sums[k * n + i] += x[row * n + i];
  }
  return sums.map((sum, at) => (counts[Math.floor(at / n)] > 0 ? sum / counts[Math.floor(at / n)] : before[at]));
}

function squaredDistance(x: Float64Array, n: number, row: number, other: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (x[row * n + i] - x[other * n + i]) ** 2;
  return sum;
}
