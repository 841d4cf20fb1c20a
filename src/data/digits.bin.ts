/** The digits in the order of the file, 64 pixels and a label each, a byte a number. */
import { readFileSync } from "node:fs";
import { digitsToBytes } from "../rbm/data/digitBytes.js";
import { digitsFromCSV } from "../rbm/data/digits.js";

process.stdout.write(digitsToBytes(digitsFromCSV(readFileSync("data/digits/digits.csv", "utf8"))));
