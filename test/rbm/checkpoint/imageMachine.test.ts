import { describe, expect, it } from "vitest";
import { CheckpointError, createRandom, initialMachine, labRecipe } from "../../../src/rbm/index.js";
import { readImageMachine, roundedImageMachine, writeImageMachine } from "../../../src/rbm/checkpoint/imageMachine.js";
import { standardisationBy } from "../../../src/rbm/data/standardise.js";
import type { ImageMachine } from "../../../src/rbm/checkpoint/imageMachine.js";

const image: ImageMachine = {
  rows: 2,
  columns: 3,
  machine: initialMachine({ n: 6, m: 4, sigma: 0.7, random: createRandom(0, "image") }),
  standardisation: standardisationBy(new Float64Array(6).fill(0.3), new Float64Array(6).fill(0.2)),
  recipe: { ...labRecipe, hidden: 4 }
};
const text = writeImageMachine(image);

it("what is read back is the machine with each parameter rounded to half precision", () => {
  const read = readImageMachine(text);
  expect(read.machine).toEqual(roundedImageMachine(image).machine);
  expect(read.standardisation.mean).toEqual(image.standardisation.mean);
  expect(read.standardisation.scale).toEqual(image.standardisation.scale);
  expect(read.recipe).toEqual(image.recipe);
  expect(writeImageMachine(readImageMachine(text))).toBe(text);
});

describe("a damaged file is refused with the field that is wrong", () => {
  const altered = (changes: object) => JSON.stringify({ ...JSON.parse(text), ...changes });
  it.each([
    ["the file", text.slice(0, 100)],
    ["the file", "[]"],
    ["format", altered({ format: "png" })],
    ["version", altered({ version: 2 })],
    ["rows", altered({ rows: 0 })],
    ["n", altered({ rows: 3 })],
    ["mean", altered({ mean: [0] })],
    ["scale", altered({ scale: [1, 1, 1, 1, 1, 0] })],
    ["recipe", altered({ recipe: {} })],
    ["parameters", altered({ parameters: "?" })],
    ["parameters", altered({ parameters: "AAAA" })],
    ["parameters", altered({ parameters: btoa("\x00\x7e".repeat(40)) })]
  ])("%s", (field, damaged) => {
    let caught: unknown;
    try {
      readImageMachine(damaged);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(CheckpointError);
    expect((caught as CheckpointError).field).toBe(field);
  });
});
