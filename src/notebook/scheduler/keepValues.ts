import type { CellOutcome } from "../evaluation/runCell.js";
import { sameValue } from "../values/sameValue.js";
import type { Value } from "../values/value.js";

/** Whether a cell is given what it was given before. */
export function sameInputs(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, value] of a) if (b.get(name) !== value) return false;
  return true;
}

/**
 * What a cell gave. A value that came out as before is the one before, so that who uses it sees that nothing changed.
 * @param before the values of the run before, by name
 */
export function keepValues(outcome: CellOutcome, before: ReadonlyMap<string, Value>): CellOutcome {
  const names = new Map<string, Value>();
  for (const [name, value] of outcome.names) {
    const known = before.get(name);
    names.set(name, known && sameValue(known, value) ? known : value);
  }
  return { names, value: outcome.value && keptValue(outcome, names) };
}

/** The last value, as the one kept under its name where it has one. */
function keptValue({ value, names }: CellOutcome, kept: ReadonlyMap<string, Value>): Value {
  for (const [name, each] of names) if (each === value) return kept.get(name)!;
  return value!;
}
