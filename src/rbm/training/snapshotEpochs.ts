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

/** Which of a run's snapshots is nearest to an epoch, the earlier of two as near; −1 if there is none. */
export function nearestSnapshot(snapshots: readonly { readonly epoch: number }[], epoch: number): number {
  const distances = snapshots.map((snapshot) => Math.abs(snapshot.epoch - epoch));
  return distances.indexOf(Math.min(...distances));
}
