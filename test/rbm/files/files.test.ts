import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  createRandom,
  DataError,
  initialMachine,
  machineFromSafetensors,
  npyOf,
  planeLaws,
  pointsFromNpy,
  safetensorsOf
} from "../../../src/rbm/index.js";

const machine = initialMachine({ n: 3, m: 7, random: createRandom(1) });
const single = {
  ...machine,
  logSigma2: machine.logSigma2.map(Math.fround),
  W: machine.W.map(Math.fround),
  d: machine.d.map(Math.fround)
};
const points = planeLaws.moons.draw(20, createRandom(2));
const python = "/usr/bin/python3";
const hasNumpy = existsSync(python) && canImport("numpy");

describe("a safetensors file", () => {
  it.each([
    ["float64", machine, 8],
    ["float32", single, 4]
  ])("of a machine in %s comes back bit for bit, in as few bytes as that takes", (_, given, size) => {
    const bytes = safetensorsOf(given);
    expect(machineFromSafetensors(bytes)).toEqual(given);
    expect(bytes.length % 8).toBe((size * (3 + 3 + 21 + 7)) % 8);
    expect(bytes.length).toBeLessThan(8 + 320 + size * 34 + 8);
  });

  it.runIf(hasNumpy)("is read by a reader written from the format's description, in Python", () => {
    const found = JSON.parse(
      inPython(
        safetensorsOf(single),
        `import json, struct, sys, numpy as np
raw = open(sys.argv[1], "rb").read()
length = struct.unpack("<Q", raw[:8])[0]
header = json.loads(raw[8:8 + length])
out = {}
for name, entry in header.items():
    if name == "__metadata__": continue
    a, b = entry["data_offsets"]
    out[name] = np.frombuffer(raw[8 + length + a:8 + length + b], "<f4").reshape(entry["shape"]).astype(float).tolist()
print(json.dumps(out))`
      )
    );
    expect(Object.keys(found)).toEqual(["b", "log_sigma_squared", "W", "d"]);
    expect(found.W.flat()).toEqual(Array.from(single.W));
    expect(found.W).toHaveLength(3);
    expect(found.log_sigma_squared).toEqual(Array.from(single.logSigma2));
  });

  it("that says something else names the tensor at fault", () => {
    const text = new TextDecoder("latin1");
    const changed = (from: string, to: string) => {
      const bytes = safetensorsOf(single).slice();
      const at = text.decode(bytes).indexOf(from);
      bytes.set(new TextEncoder().encode(to), at);
      return () => machineFromSafetensors(bytes);
    };
    expect(changed('"d":', '"e":')).toThrow("the file has no tensor d");
    expect(changed("[3,7]", "[7,3]")).toThrow("W has shape (7, 3); it must have (3, 7)");
    expect(changed("F32", "I32")).toThrow("b is of type I32; it must be F32 or F64");
    expect(() => machineFromSafetensors(safetensorsOf(single).slice(0, -4))).toThrow("the file is cut short in d");
  });
});

describe("an NPY file", () => {
  it("of points comes back bit for bit, its numbers at a multiple of 64 bytes", () => {
    const bytes = npyOf(points);
    expect(pointsFromNpy(bytes)).toEqual(points);
    expect((bytes.length - 8 * 40) % 64).toBe(0);
  });

  it.runIf(hasNumpy)("is read by numpy.load", () => {
    const printed = inPython(
      npyOf(points),
      "import json, sys, numpy as np\nprint(json.dumps(np.load(sys.argv[1]).tolist()))"
    );
    expect(JSON.parse(printed).flat()).toEqual(Array.from(points.values));
  });
});

it.each([
  ["safetensors", safetensorsOf(machine), machineFromSafetensors],
  ["NPY", npyOf(points), pointsFromNpy]
])("2,000 mutated %s files are read or refused with a DataError, never anything else", (_, whole, read) => {
  const random = createRandom(3);
  const below = (count: number) => Math.floor(count * random.uniform());
  let refused = 0;
  for (let k = 0; k < 2000; k++) {
    const bytes = below(4) === 0 ? whole.slice(0, below(whole.length)) : whole.slice();
    for (let change = below(6); change >= 0 && bytes.length > 0; change--)
      // Mostly in the header, where a change means something.
      bytes[below(below(3) === 0 ? bytes.length : Math.min(bytes.length, 300))] = below(256);
    try {
      read(bytes);
    } catch (error) {
      refused++;
      expect(error).toBeInstanceOf(DataError);
      expect((error as Error).message.length).toBeGreaterThan(10);
    }
  }
  expect(refused).toBeGreaterThan(900);
});

function canImport(name: string): boolean {
  try {
    execFileSync(python, ["-c", `import ${name}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function inPython(bytes: Uint8Array, program: string): string {
  const folder = mkdtempSync(join(tmpdir(), "rbm-"));
  try {
    writeFileSync(join(folder, "file"), bytes);
    return execFileSync(python, ["-c", program, join(folder, "file")], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
