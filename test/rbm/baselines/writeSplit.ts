/** Writes the split and dequantised digits as CSV, for make_reference.py: one row an image, the label last. */
import { readFileSync, writeFileSync } from "node:fs";
import { createRandom, digitsFromCSV, splitDigits } from "../../../src/rbm/index.js";

const folder = process.argv[2];
const digits = digitsFromCSV(readFileSync(new URL("../../../data/digits/digits.csv", import.meta.url), "utf8"));
const split = splitDigits(digits, 1500, createRandom(0, "digits"));
for (const name of ["train", "test"] as const) {
  const { x, labels } = split[name];
  const lines = Array.from(labels, (label, row) => [...x.values.subarray(64 * row, 64 * row + 64), label].join(","));
  writeFileSync(`${folder}/${name}.csv`, `${lines.join("\n")}\n`);
}
