import { Laboratory } from "../../lab/laboratory.js";
import type { WorkerLike } from "../../lab/laboratory.js";

/**
 * A worker in which formulas run; see src/lab/laboratory.ts.
 * @param limit longest silence of a formula, in milliseconds; 2000 unless given
 */
export function openLaboratory(limit?: number): Laboratory {
  return new Laboratory(
    () => new Worker(import.meta.resolve("../../lab/worker.js"), { type: "module" }) as unknown as WorkerLike,
    limit
  );
}
