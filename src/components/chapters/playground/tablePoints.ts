import { csvOfPoints } from "../../../rbm/data/csvOfPoints.js";
import { decodeText } from "../../../rbm/data/decodeText.js";
import { pointsOfTable, tableFromCSV } from "../../../rbm/data/tableFromCSV.js";
import type { Table } from "../../../rbm/data/tableFromCSV.js";
import { standardisationBy, standardisationOf } from "../../../rbm/data/standardise.js";
import type { Standardisation } from "../../../rbm/data/standardise.js";
import { DataError } from "../../../rbm/errors.js";
import { isNpy, pointsFromNpy } from "../../../rbm/files/npy.js";
import type { Points } from "../../../rbm/shapes.js";

/** Points of a file in the plane of the figures, and the way back to the file's own units; null: they are as in the file. */
export interface TablePoints {
  readonly points: Points;
  readonly units: Standardisation | null;
}

const mostRows = 20_000;

/** Deviations in the plane's units that a standardised file has: three of them fit the window of ±1.6. */
const planeDeviation = 0.5;

/**
 * A file as text; the numbers of an NPY file as comma-separated ones.
 * @throws DataError, which says what is wrong with an NPY file, or that it is no text
 */
export function tableText(bytes: Uint8Array): string {
  return isNpy(bytes) ? csvOfPoints(pointsFromNpy(bytes)) : decodeText(bytes);
}

/**
 * A table with two columns of numbers at least.
 * @throws DataError, ValueError, which name the line and column at fault
 */
export function planeTable(text: string): Table {
  const table = tableFromCSV(text);
  const { names, rows } = table;
  if (names.length < 2) throw new DataError("there is one column; the plane needs two");
  if (rows.length < 2) throw new DataError("the text has one point; there must be two");
  if (rows.length > mostRows)
    throw new DataError(`there are ${rows.length} rows; at most ${mostRows.toLocaleString("en")} are taken`);
  tablePoints(table, firstPair(table));
  return table;
}

/** The first two columns that hold numbers alone; the first two of all if there are none, so that the fault is named. */
export function firstPair(table: Table): readonly [number, number] {
  const numeric = table.names
    .map((_, column) => column)
    .filter((column) => table.rows.every((row) => row[column] !== "" && Number.isFinite(Number(row[column]))));
  return numeric.length >= 2 ? [numeric[0], numeric[1]] : [0, 1];
}

/** Half the side of the figures' window: what lies beyond is not seen. */
const reach = 1.6;

/**
 * Two columns of a table in the plane.
 * @param standardise brings them to the plane's scale; without, they must lie in the window of the figures
 * @throws DataError, ValueError, which name the line and column at fault
 */
export function tablePoints(table: Table, columns: readonly number[], standardise = true): TablePoints {
  const points = pointsOfTable(table, columns);
  if (!standardise) {
    const beyond = points.values.findIndex((value) => Math.abs(value) > reach);
    if (beyond < 0) return { points, units: null };
    const [row, axis] = [Math.floor(beyond / 2), beyond % 2];
    throw new DataError(
      `line ${table.lines[row]}, ${table.names[columns[axis]]} is ${points.values[beyond]}, beyond the plane’s ±${reach}; standardise the columns`
    );
  }
  const own = standardisationOf(points);
  const units = standardisationBy(
    own.mean,
    own.scale.map((scale) => scale / planeDeviation)
  );
  return { points: units.apply(points), units };
}
