/** A machine of handwritten digits, trained when the site is built, with its scores. */
import { readFileSync } from "node:fs";
import { writeImageMachine } from "../rbm/checkpoint/imageMachine.js";
import { scoreDigits } from "./scoreDigits.js";
import { trainDigits } from "./trainDigits.js";

const csv = readFileSync("data/digits/digits.csv", "utf8");
const { published: image } = trainDigits(csv);
process.stdout.write(JSON.stringify({ image: JSON.parse(writeImageMachine(image)), scores: scoreDigits(image, csv) }));
