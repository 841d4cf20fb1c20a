import { expect, it } from "vitest";
import { planePointsFromCSV } from "../../../src/components/sources/ownPoints.js";

it("takes two columns, with or without names", () => {
  expect(Array.from(planePointsFromCSV("x,y\n1,0\n0,-1\n").values)).toEqual([1, 0, 0, -1]);
});

it.each([
  ["1,2,3\n4,5,6", "Each line has 3 values; it must have two"],
  ["1,0", "There are 1 points"],
  ["30,0\n0,1", "The points reach to 30; the figures show −1.6 to 1.6. Divide them by 25, say."],
  ["1,0\n0,NaN", "line 2, value 2"],
  ["", "no points"]
])("%j is refused with what to do", (text, why) => {
  expect(() => planePointsFromCSV(text)).toThrow(why);
});
