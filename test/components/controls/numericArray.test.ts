import { describe, expect, it } from "vitest";
import { numericArray, rowsOf, shapedLike, shapeOf } from "../../../src/components/controls/numericArray.js";

describe("numericArray", () => {
  it("takes numbers, lists, typed arrays and anything with toArray", () => {
    expect(numericArray(2)).toBe(2);
    expect(numericArray(Float64Array.of(1, 2))).toEqual([1, 2]);
    expect(numericArray({ toArray: () => [[1], [2]] })).toEqual([[1], [2]]);
    expect(numericArray([Float32Array.of(1, 2), [3, 4]])).toEqual([
      [1, 2],
      [3, 4]
    ]);
  });

  it("refuses what is no numbers, and rows of unequal length, by name", () => {
    expect(() => numericArray("3")).toThrow("a string");
    expect(() => numericArray(undefined)).toThrow("nothing");
    expect(() => numericArray([[1, 2], [3]])).toThrow("rows of 2 and of 1");
    expect(() => numericArray([[[1]]])).toThrow(/not a number, a vector or a matrix/);
  });

  it("has the shape Python would write", () => {
    expect([shapeOf(1), shapeOf([1, 2, 3]), shapeOf([[1, 2, 3]])]).toEqual(["()", "(3,)", "(1, 3)"]);
  });

  it("comes back in its shape from its rows", () => {
    for (const value of [
      7,
      [1, 2],
      [
        [1, 2],
        [3, 4]
      ]
    ])
      expect(shapedLike(rowsOf(value), value)).toEqual(value);
  });
});
