import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  CheckpointError,
  createRandom,
  initialMachine,
  labRecipe,
  negativeLogLikelihood,
  pointsFromCSV,
  readCheckpoint,
  train,
  writeCheckpoint
} from "../../../src/rbm/index.js";
import type { Checkpoint, Snapshot } from "../../../src/rbm/index.js";
import { crc32 } from "../../../src/rbm/checkpoint/crc32.js";
import { readText } from "../reference.js";

const data = pointsFromCSV(readText("ring-train.csv"));
let checkpoint: Checkpoint;
let text: string;

beforeAll(() => {
  const recipe = { ...labRecipe, hidden: 3, epochs: 6 };
  const epochs = Array.from(train({ recipe, data }));
  const snapshots: Snapshot[] = epochs
    .filter(({ epoch }) => epoch % 2 === 0)
    .map(({ epoch, machine }) => ({ epoch, machine, nllTrain: negativeLogLikelihood(machine, data), nllTest: null }));
  const losses = epochs.map(({ loss }) => loss);
  const gradientNorms = epochs.map(({ gradientNorm }) => gradientNorm);
  checkpoint = { name: "three units", recipe, n: 2, m: 3, snapshots, losses, gradientNorms };
  text = writeCheckpoint(checkpoint);
});

describe("a checkpoint", () => {
  it("reads back as it was written, parameters rounded to float32 and no further", () => {
    const read = readCheckpoint(text);
    expect(read).toMatchObject({ name: "three units", recipe: checkpoint.recipe, n: 2, m: 3 });
    read.snapshots.forEach(({ epoch, machine, nllTrain, nllTest }, i) => {
      const written = checkpoint.snapshots[i];
      expect(epoch).toBe(written.epoch);
      for (const name of ["b", "logSigma2", "W", "d"] as const)
        expect(machine[name]).toEqual(written.machine[name].map(Math.fround));
      expect(Math.fround(nllTrain!)).toBe(Math.fround(written.nllTrain!));
      expect(nllTest).toBe(null);
    });
    expect(read.losses.map(Math.fround)).toEqual(checkpoint.losses.map(Math.fround));
  });

  it("written again is the same text, and is read from text or from its object", () => {
    expect(writeCheckpoint(readCheckpoint(text))).toBe(text);
    expect(readCheckpoint(JSON.parse(text))).toEqual(readCheckpoint(text));
  });

  it("does not depend on the order of its fields", () => {
    const root = JSON.parse(text);
    const reversed = Object.fromEntries(Object.entries(root).reverse());
    reversed.recipe = Object.fromEntries(Object.entries(root.recipe).reverse());
    expect(readCheckpoint(reversed)).toEqual(readCheckpoint(text));
  });

  it("with 100 units, 30 snapshots and 1000 epochs stays below 150 kB", () => {
    const random = createRandom(0);
    const snapshots = Array.from({ length: 30 }, (_, i) => ({
      epoch: 34 * i,
      machine: initialMachine({ n: 2, m: 100, random }),
      nllTrain: random.normal(),
      nllTest: random.normal()
    }));
    const losses = Array.from({ length: 1000 }, () => random.normal());
    const gradientNorms = losses.map(Math.abs);
    const recipe = { ...labRecipe, epochs: 1000 };
    const written = writeCheckpoint({ name: "large", recipe, n: 2, m: 100, snapshots, losses, gradientNorms });
    expect(written.length).toBeLessThan(150_000);
  });
});

describe("a checkpoint that is not what was written is refused", () => {
  it("where it is cut short, wherever that is", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(() => readCheckpoint(text.slice(0, length))).toThrow(CheckpointError);
        expect(() => readCheckpoint(text.slice(0, length))).toThrow("the file is truncated or no JSON");
      }),
      { seed: 1, numRuns: 100 }
    );
  });

  it("where any one value in it is changed: the error names the field that holds it", () => {
    const paths = leaves(JSON.parse(text)).filter((path) => path[0] !== "checksums");
    expect(paths.length).toBeGreaterThan(60);
    for (const path of paths)
      for (const change of [nudge, () => null, () => "?", () => NaN, () => [], () => undefined]) {
        const root = JSON.parse(text);
        const before = at(root, path);
        const after = change(before);
        if (after === before) continue;
        set(root, path, after);
        let error: unknown;
        try {
          readCheckpoint(root);
        } catch (thrown) {
          error = thrown;
        }
        expect(error, `${path.join(".")} = ${String(after)}`).toBeInstanceOf(CheckpointError);
        // m is caught by what depends on it as well as by itself
        if (path[0] !== "m" && path[0] !== "n" && path[0] !== "recipe")
          expect((error as CheckpointError).field).toContain(path[0]);
      }
  });

  it("where a checksum is changed, or the list of them", () => {
    for (const path of leaves(JSON.parse(text)).filter(([first]) => first === "checksums")) {
      const root = JSON.parse(text);
      set(root, path, "00000000");
      expect(() => readCheckpoint(root)).toThrow(/was altered: its checksum is "[0-9a-f]{8}"/);
    }
    const root = JSON.parse(text);
    root.checksums.snapshots.pop();
    expect(() => readCheckpoint(root)).toThrow("checksums.snapshots must be a list of 3 checksums");
  });

  it("where a field is missing or added", () => {
    for (const field of Object.keys(JSON.parse(text))) {
      const root = JSON.parse(text);
      delete root[field];
      expect(() => readCheckpoint(root)).toThrow(CheckpointError);
      expect(() => readCheckpoint(root)).toThrow(`checkpoint: ${field} is`);
    }
    const added = { ...JSON.parse(text), extra: 1 };
    expect(() => readCheckpoint(added)).toThrow("checkpoint: extra is unknown");
    const inside = JSON.parse(text);
    inside.snapshots[1].extra = 1;
    expect(() => readCheckpoint(inside)).toThrow("checkpoint: snapshots[1].extra is unknown");
  });

  it.each<[string, (root: Record<string, never>) => void, string]>([
    ["another version", set1("version", 2), "version is 2; this reader knows version 1"],
    ["another format", set1("format", "GIF89a"), 'format is "GIF89a"'],
    ["0 hidden units", set1("m", 0), "m is 0; it must be a whole number from 1"],
    ["a recipe for other units", set1("m", 4), "recipe.hidden is 3, but m is 4"],
    ["too few losses", set1("losses", [1]), "losses has 1 values; it must have 6"],
    ["no snapshots", set1("snapshots", []), "snapshots must be a list of at least one snapshot"]
  ])("where it has %s", (_, change, message) => {
    const root = JSON.parse(text);
    change(root);
    expect(() => readCheckpoint(root)).toThrow(CheckpointError);
    expect(() => readCheckpoint(root)).toThrow(message);
  });

  it("where it is something else altogether, whatever that is", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(() => readCheckpoint(anything as object)).toThrow(CheckpointError);
      }),
      { seed: 2, numRuns: 300 }
    );
  });

  it("already when it is written, where it could not be read back", () => {
    expect(() => writeCheckpoint({ ...checkpoint, m: 4 })).toThrow("recipe.hidden is 3, but m is 4");
    expect(() => writeCheckpoint({ ...checkpoint, losses: [] })).toThrow("losses has 0 values");
    const snapshots = [...checkpoint.snapshots].reverse();
    expect(() => writeCheckpoint({ ...checkpoint, snapshots })).toThrow("snapshots[1].epoch is 4");
    const losses = checkpoint.losses.map(() => Infinity);
    expect(() => writeCheckpoint({ ...checkpoint, losses })).toThrow("losses[0] is null; it must be a finite number");
    const scored = checkpoint.snapshots.map((snapshot) => ({ ...snapshot, nllTest: Infinity }));
    expect(() => writeCheckpoint({ ...checkpoint, snapshots: scored })).toThrow("snapshots[0].nllTest is Infinity");
  });
});

it("CRC-32 gives its published check value", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
  expect(crc32("")).toBe(0);
});

type Path = (string | number)[];

function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, entry]) => leaves(entry, [...path, key]));
}

function at(root: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Record<string, unknown>)[key], root);
}

function set(root: unknown, path: Path, value: unknown): void {
  (at(root, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1)] = value;
}

function set1(field: string, value: unknown): (root: Record<string, unknown>) => void {
  return (root) => (root[field] = value);
}

/** Another value of the same kind, as near as can be. */
function nudge(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? value + 1 : value * (1 + 2 ** -22);
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") return value + "x";
  return 0.5;
}
