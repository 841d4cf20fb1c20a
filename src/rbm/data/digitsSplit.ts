import { createRandom } from "../random.js";
import { splitDigits } from "./digits.js";
import type { Digits } from "./digits.js";

/** Rows and columns of an image of the data set. */
export const digitSide = 8;
/** Images to train on; the other 297 are for testing. */
export const trainingDigits = 1500;

/** The one split and noise behind every figure and number: seed 0, stream "digits". */
export function standardSplit(digits: Digits): ReturnType<typeof splitDigits> {
  return splitDigits(digits, trainingDigits, createRandom(0, "digits"));
}
