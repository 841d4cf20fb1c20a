/**
 * How unevenly a density of the angle fills the turn: its Kullback–Leibler divergence from a uniform angle, in nats.
 * 0 where every direction is as probable.
 * @param densities at equally spaced angles, up to a common factor
 * @throws RangeError unless they have a positive finite sum
 */
export function unevenness(densities: readonly number[]): number {
  const mean = densities.reduce((sum, density) => sum + density, 0) / densities.length;
  if (!(mean > 0 && Number.isFinite(mean))) throw new RangeError("the densities must have a positive finite sum");
  const terms = densities.map((density) => (density > 0 ? (density / mean) * Math.log(density / mean) : 0));
  return terms.reduce((sum, term) => sum + term, 0) / densities.length;
}
