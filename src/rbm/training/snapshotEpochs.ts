/**
 * Epochs at which a run is kept: the start, the end and about `count` between, closer together at the start, where a
 * machine changes fastest.
 * @param epochs how long the run is
 * @param count about how many epochs lie between start and end
 */
export function snapshotEpochs(epochs: number, count = 30): number[] {
  const wanted = Array.from({ length: count + 1 }, (_, i) => Math.round(epochs * (i / count) ** 1.5));
  return [...new Set(wanted)];
}
