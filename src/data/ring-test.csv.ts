/** 2000 points of the same law, held out: every "fresh points" of the site. */
import { readFileSync } from "node:fs";

process.stdout.write(readFileSync("data/reference/ring-test.csv"));
