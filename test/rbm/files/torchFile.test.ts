import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createRandom, DataError, machineFromTorch } from "../../../src/rbm/index.js";

// Written by torch/make_state_dicts.py.
const read = (name: string) => new Uint8Array(readFileSync(new URL(`./torch/${name}`, import.meta.url)));
const values = JSON.parse(new TextDecoder().decode(read("values.json"))) as Record<string, Record<string, number[]>>;

describe("a state dict of torch.save", () => {
  it.each([
    ["of a module, float32", "course"],
    ["of views into one storage, transposed and strided, float64", "views"],
    ["of parameters in a plain dictionary", "parameters"]
  ])("%s gives the machine bit for bit", (_, name) => {
    const machine = machineFromTorch(read(`${name}.pt`));
    const { b, log_sigma_squared: logSigma2, W, d } = values[name];
    expect([machine.n, machine.m]).toEqual([2, 5]);
    expect(machine.b).toEqual(Float64Array.from(b));
    expect(machine.logSigma2).toEqual(Float64Array.from(logSigma2));
    expect(machine.W).toEqual(Float64Array.from(W));
    expect(machine.d).toEqual(Float64Array.from(d));
  });

  it("that holds anything else is refused by its name", () => {
    expect(() => machineFromTorch(read("whole-model.pt"))).toThrow(
      "the file makes an object of __main__.RBM, which no tensor needs; save model.state_dict()"
    );
    expect(() => machineFromTorch(read("integers.pt"))).toThrow(
      "a tensor is of type torch.LongStorage; it must be float32 or float64"
    );
  });

  it("that calls a function of the system is refused, and nothing is run", () => {
    const bytes = read("course.pt").slice();
    const text = new TextDecoder("latin1").decode(bytes);
    const hostile = "cposix\nsystem\n";
    bytes.set(new TextEncoder().encode(hostile), text.indexOf("ccollections\n"));
    expect(() => machineFromTorch(bytes)).toThrow(DataError);
    const called = bytes.slice();
    // The rest of the old name becomes arguments that are never looked at.
    const at = text.indexOf("ccollections\n") + hostile.length;
    called.set(new TextEncoder().encode(")R."), at);
    expect(() => machineFromTorch(called)).toThrow("the file calls posix.system, which no tensor needs");
  });

  it("cut short anywhere is refused", () => {
    const whole = read("course.pt");
    for (let length = 0; length < whole.length; length += 7)
      expect(() => machineFromTorch(whole.slice(0, length)), `${length} bytes`).toThrow(DataError);
  });

  it("2,000 mutated files are read or refused with a DataError, never anything else", () => {
    const random = createRandom(5);
    const below = (count: number) => Math.floor(count * random.uniform());
    const names = ["course.pt", "views.pt", "parameters.pt", "whole-model.pt"];
    const files = names.map(read);
    const pickles = files.map((bytes) => new TextDecoder("latin1").decode(bytes).indexOf("\x80\x02"));
    let refused = 0;
    for (let k = 0; k < 2000; k++) {
      const bytes = files[k % 4].slice();
      for (let change = below(4); change >= 0; change--) {
        // Two of three in the pickle, where a change means most.
        const at = below(3) === 0 ? below(bytes.length) : pickles[k % 4] + below(700);
        if (at < bytes.length) bytes[at] = below(256);
      }
      try {
        machineFromTorch(bytes);
      } catch (error) {
        refused++;
        expect(error).toBeInstanceOf(DataError);
        expect((error as Error).message.length).toBeGreaterThan(10);
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });
});
