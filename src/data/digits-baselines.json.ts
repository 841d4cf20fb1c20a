/** What other models score on the digits: one Gaussian, factor analysis, two mixtures; fitted when the site is built. */
import { readFileSync } from "node:fs";
import { digitsBaselines } from "./digitsBaselines.js";

process.stdout.write(JSON.stringify(digitsBaselines(readFileSync("data/digits/digits.csv", "utf8"))));
