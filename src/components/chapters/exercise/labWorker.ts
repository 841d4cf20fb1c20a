import { Laboratory } from "../../../exercise/worker/laboratory.js";
import type { WorkerLike } from "../../../exercise/worker/laboratory.js";

/**
 * A worker in which formulas run; see src/exercise/worker/laboratory.ts.
 * @param limit longest silence of a formula, in milliseconds; 2000 unless given
 */
export function openLaboratory(limit?: number): Laboratory {
  return new Laboratory(
    () =>
      new Worker(import.meta.resolve("../../../exercise/worker/worker.js"), {
        type: "module"
      }) as unknown as WorkerLike,
    limit
  );
}
