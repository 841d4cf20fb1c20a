// @vitest-environment jsdom
import { expect, it } from "vitest";
import { firstSmallMachine, smallMachineCodec } from "../../../src/components/chapters/model/smallMachine.js";

const { format, parse } = smallMachineCodec;
const numbers = format(firstSmallMachine).split(",");
const changed = (at: number, to: string) => numbers.map((number, i) => (i === at ? to : number)).join(",");

it("a small machine survives the address and back", () => {
  expect(parse(format(firstSmallMachine))).toEqual(firstSmallMachine);
});

it.each([
  ["a number too few", numbers.slice(1).join(","), "must be 15 numbers"],
  ["an empty place, which is no 0", changed(4, ""), "must be 15 numbers"],
  ["a word", changed(0, "x"), "must be 15 numbers"],
  ["no variance at all", changed(2, "0"), "has a σ"],
  ["a d beyond its slider", changed(12, "-9"), "has a d"],
  ["a weight whose density would not be finite", changed(5, "1e200"), "has a b, W or x beyond ±10"]
])("an address with %s is refused", (_, text, why) => {
  expect(() => parse(text)).toThrow(why);
});
