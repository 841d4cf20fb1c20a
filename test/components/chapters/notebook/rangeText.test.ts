/** What an array of the notebook is said to range over. */
import { expect, it } from "vitest";
import { rangeText } from "../../../../src/components/chapters/notebook/output/tensorView.js";

it.each([
  [[1, -2, 4], "−2 to 4, mean 1."],
  [[1, NaN, 3, Infinity], "1 to 3, mean 2. 2 of 4 are not finite."],
  [[NaN, -Infinity], "No finite entry. 2 of 2 are not finite."],
  [[], "No finite entry."],
  [[1e308, 1e308], "1.000e+308 to 1.000e+308, mean ∞."]
])("of %j is told as %s", (values, text) => {
  expect(rangeText(values)).toBe(text);
});
