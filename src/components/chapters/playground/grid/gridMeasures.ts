import { readable } from "../../../dom/readable.js";
import type { CellResult, CellScores } from "./gridPlan.js";

/** What a grid can show of its runs. */
export const gridMeasures = {
  test: { label: "Exact NLL, fresh points", field: "nllTest", unit: "nats" },
  train: { label: "Exact NLL, training points", field: "nllTrain", unit: "nats" },
  cd: { label: "CD loss of the last epoch", field: "cdLoss", unit: "nats" },
  reconstruction: { label: "Reconstruction error", field: "reconstruction", unit: "" }
} satisfies Record<string, { label: string; field: keyof CellScores; unit: string }>;

export type MeasureName = keyof typeof gridMeasures;
export const measureNames = Object.keys(gridMeasures) as MeasureName[];

/** The value of a run that came to its end; null: none, or not yet. */
export function measured(result: CellResult | null, measure: MeasureName): number | null {
  if (!result?.scores || result.fault !== null) return null;
  return result.scores[gridMeasures[measure].field];
}

/** What a cell shows: a value, a fault, or that it is not there yet. */
export function cellText(result: CellResult | null, measure: MeasureName): string {
  if (!result) return "…";
  const value = measured(result, measure);
  if (value !== null) return readable(value, 3);
  return result.fault === null ? "none" : "failed";
}
