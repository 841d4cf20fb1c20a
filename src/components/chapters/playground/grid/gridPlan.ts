import { messageOf } from "../../../dom/errorBox.js";
import type { RunSetup } from "../runSetup.js";
import { settingOf } from "./gridSettings.js";
import type { SettingName, SettingValue } from "./gridSettings.js";

/** One side of a grid: a setting and its values. */
export interface GridAxis {
  readonly setting: SettingName;
  readonly values: readonly SettingValue[];
}

/** Runs that differ in two settings and in nothing else. */
export interface GridPlan {
  readonly setup: RunSetup;
  readonly across: GridAxis;
  readonly down: GridAxis;
}

/** What is known of the machine that a run ended with. */
export interface CellScores {
  /** exact, nats a point; null: it can't be computed, or there are no fresh points */
  readonly nllTest: number | null;
  readonly nllTrain: number | null;
  /** of the last epoch, nats; null for the exact gradient */
  readonly cdLoss: number | null;
  readonly reconstruction: number | null;
  /** epochs that the machine has behind it */
  readonly epochs: number;
}

/** How a run ended: with scores, with a fault, or with both if training stopped on the way. */
export interface CellResult {
  readonly scores: CellScores | null;
  readonly fault: string | null;
}

/** A plan with what is known of its cells, row by row; null: not yet run. */
export interface GridState {
  readonly plan: GridPlan;
  readonly results: readonly (CellResult | null)[];
  /** the reader stopped it: it does not go on by itself */
  readonly stopped: boolean;
}

/**
 * A plan, checked as a whole.
 * @throws Error if both sides vary the same setting, or one varies what has no effect
 */
export function planOf(setup: RunSetup, across: GridAxis, down: GridAxis): GridPlan {
  if (across.setting === down.setting)
    throw new Error("Both sides of the grid vary the same setting. Choose another for one of them.");
  for (const { setting } of [across, down]) {
    const { label, idle } = settingOf(setting);
    const reason = idle?.(setup.recipe);
    if (reason) throw new Error(`${label} would change nothing: ${reason}.`);
    if (setting === "points" && setup.data.name === "own")
      throw new Error("Your own points are as many as they are: choose a law, or another setting.");
  }
  return { setup, across, down };
}

export const cellCount = ({ across, down }: GridPlan) => across.values.length * down.values.length;

/** The values of a cell, across and down. @param cell its number, row by row */
function valuesOfCell({ across, down }: GridPlan, cell: number): [SettingValue, SettingValue] {
  const columns = across.values.length;
  return [across.values[cell % columns], down.values[Math.floor(cell / columns)]];
}

/** The run of a cell. @param cell its number, row by row */
export function setupOfCell(plan: GridPlan, cell: number): RunSetup {
  const [right, below] = valuesOfCell(plan, cell);
  const varied = settingOf(plan.across.setting).into(plan.setup, right);
  return settingOf(plan.down.setting).into(varied, below);
}

/** A run that could not even begin. */
export function failedCell(error: unknown): CellResult {
  return { scores: null, fault: messageOf(error) };
}
