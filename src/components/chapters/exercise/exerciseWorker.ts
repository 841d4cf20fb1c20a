import { ExerciseClient } from "../../../exercise/worker/exerciseClient.js";

/**
 * A worker in which formulas run; see src/exercise/worker/exerciseClient.ts.
 * @param limit longest silence of a formula, in milliseconds; 2000 unless given
 */
export function openExercise(limit?: number): ExerciseClient {
  return new ExerciseClient(
    () => new Worker(import.meta.resolve("../../../exercise/worker/worker.js"), { type: "module" }),
    limit
  );
}
