import { expect, it } from "vitest";
import {
  firstPair,
  planeTable,
  tablePoints,
  tableText
} from "../../../../src/components/chapters/playground/tablePoints.js";
import { DataError, ValueError } from "../../../../src/rbm/errors.js";
import { npyOf } from "../../../../src/rbm/files/npy.js";
import { createRandom } from "../../../../src/rbm/random.js";
import { mutateText } from "../../../notebook/mutations.js";

const file = [
  "name,height,weight",
  '"Smith, Ann",172,64.5',
  "Bo,181,80",
  ...Array.from({ length: 12 }, (_, k) => `person ${k},${150 + 3 * k},${1e6 * Math.cos(k)}`)
].join("\n");

it("the first two columns of numbers are brought to mean 0 and deviation 0.5, and back to the file's own numbers", () => {
  const table = planeTable(file);
  expect(firstPair(table)).toEqual([1, 2]);
  const { points, units } = tablePoints(table, firstPair(table));
  for (const axis of [0, 1]) {
    const values = Array.from(points.values).filter((_, at) => at % 2 === axis);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeCloseTo(0, 12);
    expect(Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)).toBeCloseTo(0.5, 12);
  }
  const back = units!.undo(points).values;
  table.rows.forEach((row, k) => {
    expect(back[2 * k]).toBeCloseTo(Number(row[1]), 9);
    expect(back[2 * k + 1] / 1e6).toBeCloseTo(Number(row[2]) / 1e6, 12);
  });
});

it("without standardising, the numbers are the file's; one beyond the window is named with its line", () => {
  const inside = planeTable("x,y\n1.5,-1\n0,0.5\n-1,0.25");
  expect(tablePoints(inside, [0, 1], false)).toEqual({
    points: { n: 2, count: 3, values: Float64Array.of(1.5, -1, 0, 0.5, -1, 0.25) },
    units: null
  });
  expect(() => tablePoints(planeTable(file), [1, 2], false)).toThrow(
    "line 2, height is 172, beyond the plane’s ±1.6; standardise the columns"
  );
});

it.each([
  ["1\n2\n3", "there is one column; the plane needs two"],
  ["a,b\n1,2\n3,x\n5,6", 'line 3, b is "x"; it must be a finite number'],
  ["1,2\n1,3\n1,4", "data never changes in column 1"],
  [Array.from({ length: 10 }, (_, k) => `0.1,${k}`).join("\n"), "data never changes in column 1"],
  ["1e-300,2\n2e-300,3\n3e-300,4", "data changes too little in column 1"],
  ["x,y\n1,2", "the text has one point; there must be two"],
  ["1e200,2\n-1e200,3\n1,4", "data spreads too far in column 1"],
  ["1,2\n3", "line 2 has 1 values; the first has 2"],
  ['1,"2\n3,4', "line 1 has a quote that is not closed"],
  ["a,b", "the text holds names but no rows"],
  [" \n\n", "the text is empty"]
])("the text %j is refused, and what is wrong is named", (text, fault) => {
  expect(() => planeTable(text)).toThrow(fault);
});

it("2,000 mutated files give finite points, or an error that says what is wrong", () => {
  const random = createRandom(7, "tables");
  let refused = 0;
  for (let k = 0; k < 2000; k++) {
    const text = mutateText(file, random);
    try {
      const table = planeTable(text);
      const { points } = tablePoints(table, firstPair(table));
      expect(points.count).toBe(table.rows.length);
      expect(points.values.every(Number.isFinite)).toBe(true);
    } catch (error) {
      refused++;
      expect(error instanceof DataError || error instanceof ValueError).toBe(true);
      expect((error as Error).message).toMatch(/line \d+|column|the text|data/);
    }
  }
  expect(refused).toBeGreaterThan(500);
});

it("an NPY file becomes text with the same numbers to the bit; one that is cut short says so", () => {
  const random = createRandom(3, "points");
  const values = Float64Array.from({ length: 40 }, () => 1e3 * random.normal());
  const bytes = npyOf({ n: 2, count: 20, values });
  const table = planeTable(tableText(bytes));
  expect(table.names).toEqual(["x1", "x2"]);
  expect(table.rows.flatMap((row) => row.map(Number))).toEqual([...values]);
  expect(() => tableText(bytes.subarray(0, 200))).toThrow("its shape needs 320");
  expect(tableText(new TextEncoder().encode("x,y\n1,2"))).toBe("x,y\n1,2");
});
