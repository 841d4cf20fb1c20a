import { readFileSync } from "node:fs";
import { pointsFromCSV } from "../../src/rbm/data/pointsFromCSV.js";

export const data = pointsFromCSV(readFileSync("data/reference/ring-train.csv", "utf8"));
export const test = pointsFromCSV(readFileSync("data/reference/ring-test.csv", "utf8"));
