import { expect, it } from "vitest";
import { nearestSnapshot } from "../../../src/rbm/training/snapshotEpochs.js";

it("the nearest snapshot to an epoch is the earlier of two as near, and none of none", () => {
  const snapshots = [{ epoch: 0 }, { epoch: 10 }, { epoch: 30 }];
  expect([0, 4, 5, 6, 20, 21, 99].map((epoch) => nearestSnapshot(snapshots, epoch))).toEqual([0, 0, 0, 1, 1, 2, 2]);
  expect(nearestSnapshot([], 3)).toBe(-1);
});
