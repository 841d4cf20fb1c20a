import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/rbm/data/decodeText.js";
import { isNumber } from "../../../src/rbm/data/decimals.js";
import { DataError, createRandom, pointRows, pointsFromCSV, tableFromCSV } from "../../../src/rbm/index.js";
import { mutateText } from "../../notebook/mutations.js";

describe("decimal commas", () => {
  it.each([
    ["semicolons", "1,5;2,25\n-0,5;3", [[1.5, 2.25], [-0.5, 3]]],
    ["tabs", "x\ty\n1,5\t2,25", [[1.5, 2.25]]],
    ["quoted cells between commas", '"x","y"\n"1,5","2,25"', [[1.5, 2.25]]],
    ["points between thousands", "1.234,5;-12.345.678,25\n1.000;2", [[1234.5, -12345678.25], [1000, 2]]],
    ["spaces between thousands", "1 234,5;1\u00a0000\n12\u202f345;0,5", [[1234.5, 1000], [12345, 0.5]]],
    ["exponents", "1,5E+03;,5e-1\n2,;-7", [[1500, 0.05], [2, -7]]],
    ["a leading zero", "0,125;0,250", [[0.125, 0.25]]],
    ["a name with a comma", "height, cm;weight\n172,5;64", [[172.5, 64]]],
    ["Excel's first line", "sep=;\r\n1,5;2\r\n", [[1.5, 2]]]
  ])("with %s are read", (_, text, rows) => {
    const table = tableFromCSV(text);
    expect(table.decimals).toBe("comma");
    expect(table.rows.map((row) => row.map(Number))).toEqual(rows);
    expect(pointRows(pointsFromCSV(text))).toEqual(rows);
  }); // prettier-ignore

  it.each([
    ["commas between fields", "1.5,2.25", [[1.5, 2.25]]],
    ["commas between thousands", '"1,234.5",2\n"12,000",3', [[1234.5, 2], [12000, 3]]],
    ["two commas between thousands", "1,234,567;2", [[1234567, 2]]],
    ["apostrophes between thousands", "1'234.5;2’000", [[1234.5, 2000]]],
    ["three decimals", "1.234;5.678", [[1.234, 5.678]]],
  ])("are not seen in points with %s", (_, text, rows) => {
    expect(tableFromCSV(text).decimals).toBe("point");
    expect(pointRows(pointsFromCSV(text))).toEqual(rows);
  }); // prettier-ignore

  it.each([
    ["1,5;2\n3;2.25", 'line 2 has "2.25" with a decimal point, line 1 "1,5" with a decimal comma'],
    ["x;y\n1,234;5", 'line 2 has "1,234", which may be 1.234 or 1234, and no other number tells which'],
    ["1,5;2\n3;x,5", 'line 2, value 2 is "x,5"; it must be a finite number'],
    ["1,5;2,5\n3,5", "line 2 has 1 values; the first has 2"],
    ["1,5;\"2\n3;4", "line 1 has a quote that is not closed"],
    ["1,5;2\n0,1,2;3", 'line 2, value 1 is "0,1,2"'],
    ["1.23,4;2\n1;2", 'line 1, value 1 is "1.23,4"']
  ])("that are not clear in %j are named with their line", (text, fault) => {
    expect(() => pointsFromCSV(text)).toThrow(fault);
  }); // prettier-ignore

  it("are not looked for where semicolons stand in words between commas", () => {
    expect(tableFromCSV("A;B,1.5,2\nC;D,2.5,3").rows[0]).toEqual(["A;B", "1.5", "2"]);
  });

  it("in a column of words tell nothing", () => {
    const table = tableFromCSV("note;x;y\nroom 1,5;1.5;2\n1,5;2.5;3\nroom 2;3.5;4");
    expect(table.decimals).toBe("point");
    expect(table.rows[1]).toEqual(["1,5", "2.5", "3"]);
  });

  it("come back as written, whatever the separator, the thousands, the quotes, the line ends and the encoding", () => {
    const number = fc.oneof(
      fc.integer({ min: -99_999, max: 99_999 }).map((value) => value / 100),
      fc.double({ noNaN: true, noDefaultInfinity: true })
    );
    const style = fc.record({
      separator: fc.constantFrom(";", "\t"),
      group: fc.constantFrom("", ".", " ", "\u00a0", "\u202f"),
      quoted: fc.boolean(),
      end: fc.constantFrom("\n", "\r\n", "\r"),
      names: fc.boolean(),
      encode: fc.constantFrom(utf8, withMark, utf16)
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 20 }), style, (given, how) => {
        // One number that tells what the commas are.
        const rows = [[0.5, -1.25], ...given.map((row) => row.map((value) => value + 0))];
        const lines = rows.map((row) => row.map((value) => european(value, how.group)));
        if (how.names) lines.unshift(["größe", "weite"]);
        const cell = (text: string) => (how.quoted ? `"${text}"` : text);
        const text = lines.map((line) => line.map(cell).join(how.separator)).join(how.end) + how.end;
        expect(pointRows(pointsFromCSV(decodeText(how.encode(text))))).toEqual(rows);
      }),
      { seed: 5, numRuns: 400 }
    );
  });

  it("2,000 mutated files give finite points, or an error that names its line", () => {
    const random = createRandom(11, "commas");
    const file = Array.from({ length: 14 }, (_, k) => `${european(k / 8 - 1, "")};${european(1e4 * Math.cos(k), ".")}`);
    let refused = 0;
    for (let k = 0; k < 2000; k++) {
      try {
        const { values, count, n } = pointsFromCSV(mutateText(file.join("\r\n"), random));
        expect(values.length).toBe(n * count);
        expect(values.every(Number.isFinite)).toBe(true);
      } catch (error) {
        refused++;
        expect(error).toBeInstanceOf(DataError);
        expect((error as Error).message).toMatch(/line \d+|no points/);
      }
    }
    expect(refused).toBeGreaterThan(500);
  });
});

it.each(["", " ", ".", ",", "-", "1,2,3", "1..5", "1.23.456", "1,5,", "12 34", "0.123.456", "NaN", "1e999"])(
  "%j is no number by either mark",
  (cell) => expect(isNumber(cell.trim())).toBe(false)
);

describe("decodeText", () => {
  const text = "größe;x\r\n1,5;2";

  it.each([
    ["UTF-8", utf8],
    ["UTF-8 with a byte order mark", withMark],
    ["UTF-16, the lower byte first", utf16],
    ["UTF-16, the higher byte first", (each: string) => swapped(utf16(each))],
    ["UTF-16 without a mark", (each: string) => utf16(each).subarray(2)],
    ["UTF-16 without a mark, the higher byte first", (each: string) => swapped(utf16(each).subarray(2))],
    ["the code page 1252", (each: string) => Uint8Array.from(each, (letter) => letter.charCodeAt(0))]
  ])("reads %s", (_, encode) => expect(decodeText(encode(text))).toBe(text));

  it("keeps a replacement character that UTF-8 has itself", () =>
    expect(decodeText(utf8("a\uFFFDb"))).toBe("a\uFFFDb"));

  it.each([
    ["a workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), "it is a ZIP archive"],
    ["other bytes", Uint8Array.of(1, 0, 0, 0, 7, 0, 0, 0), "it holds zero bytes"]
  ])("refuses %s", (_, bytes, why) => expect(() => decodeText(bytes)).toThrow(why));
});

/** A number as a spreadsheet in German, French or Norwegian writes it. */
function european(value: number, group: string): string {
  const [digits, exponent] = String(value).split("e");
  const [whole, decimals] = digits.split(".");
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const mantissa = (exponent === undefined ? apart : whole) + (decimals === undefined ? "" : `,${decimals}`);
  return exponent === undefined ? mantissa : `${mantissa}E${exponent}`;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function withMark(text: string): Uint8Array {
  return utf8(`\uFEFF${text}`);
}

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));
}

function swapped(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, at) => bytes[at ^ 1]);
}
