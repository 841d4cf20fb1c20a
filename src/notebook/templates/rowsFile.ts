import { code } from "./template.js";
import type { Draft } from "./template.js";

/**
 * Rows of numbers as a file that a cell brings along; `Last states` is given the name last_states.
 * @param shown significant digits; all of them unless given
 */
export function rowsFile(label: string, rows: readonly ArrayLike<number>[], shown?: number): Draft {
  const text = rows
    .map((row) => Array.from(row, (value) => (shown ? Number(value.toPrecision(shown)) : value)).join(","))
    .join("\n");
  const name = label.toLowerCase().replaceAll(" ", "-");
  return code(`${name.replaceAll("-", "_")} = file("csv", label = "${label}")`, {
    value: { name: `${name}.csv`, text }
  });
}
