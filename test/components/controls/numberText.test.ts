import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberText, readNumber } from "../../../src/components/controls/numberText.js";
import { logPlaces, placeOfValue, valueOfPlace } from "../../../src/components/controls/sliderScale.js";

const error = (text: string, rule = {}) => {
  const read = readNumber(text, rule);
  return "error" in read ? read.error : null;
};

describe("readNumber", () => {
  it("reads both minus signs, exponents and a decimal comma", () => {
    for (const [text, value] of [
      ["−0.5", -0.5],
      ["-0.5", -0.5],
      ["1e−3", 1e-3],
      [" 1E3 ", 1000],
      ["0,25", 0.25],
      [".5", 0.5],
      ["5.", 5],
      ["+2", 2]
    ] as const) {
      expect(readNumber(text, {})).toEqual({ value });
    }
  });

  it("refuses what is no finite decimal number, and quotes it", () => {
    for (const text of [
      "NaN",
      "Infinity",
      "-Infinity",
      "1e999",
      "0x10",
      "1,000,000",
      "1,000.5",
      "1/2",
      "one",
      "1 2",
      "--1"
    ]) {
      expect(error(text)).toContain(`“${text}” is not a finite number`);
    }
    expect(error("  ")).toContain("Nothing is given");
  });

  it("says the range a number is out of", () => {
    expect(error("11", { min: 0, max: 10 })).toBe("11 is too large. It must be a number from 0 to 10.");
    expect(error("0", { min: 1, integer: true })).toBe("0 is too small. It must be a whole number, at least 1.");
    expect(error("1.5", { integer: true })).toBe("1.5 is not a whole number. It must be a whole number.");
    expect(error("-1", { min: 1e-5, max: 1 })).toContain("from 1e−5 to 1");
  });

  it("reads back every number numberText writes, to ten digits", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), (value) => {
        const read = readNumber(numberText(value), {});
        expect("value" in read && Math.abs(read.value - value) <= 1e-9 * Math.abs(value)).toBe(true);
      }),
      { seed: 3, numRuns: 500 }
    );
  });
});

describe("a log slider", () => {
  const range = { min: 1e-5, max: 1, log: true };

  it("puts the ends of its range at the ends of its track", () => {
    expect(valueOfPlace(0, range)).toBe(1e-5);
    expect(valueOfPlace(logPlaces, range)).toBe(1);
    expect(placeOfValue(1e-5, range)).toBeCloseTo(0, 9);
    expect(placeOfValue(1, range)).toBeCloseTo(logPlaces, 9);
  });

  it("gives each decade the same length", () => {
    expect(placeOfValue(1e-3, range) - placeOfValue(1e-4, range)).toBeCloseTo(logPlaces / 5, 9);
  });

  it("stands for numbers of two digits, within 5.1 % of the exact ones", () => {
    for (let place = 0; place <= logPlaces; place += 1) {
      const value = valueOfPlace(place, range);
      expect(Number(value.toPrecision(2))).toBe(value);
      expect(Math.abs(value / (1e-5 * 1e5 ** (place / logPlaces)) - 1)).toBeLessThan(0.051);
    }
  });
});
