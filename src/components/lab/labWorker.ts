import { Laboratory } from "../../lab/laboratory.js";
import type { WorkerLike } from "../../lab/laboratory.js";

/** A worker in which formulas run; see src/lab/laboratory.ts. */
export function openLaboratory(): Laboratory {
  return new Laboratory(
    () => new Worker(import.meta.resolve("../../lab/worker.js"), { type: "module" }) as unknown as WorkerLike
  );
}
