import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dropStaleLoaderOutput } from "../../src/site/loaderCache.js";

it("a cached checkpoint is dropped when the library changes, and kept when nothing does", () => {
  const root = mkdtempSync(join(tmpdir(), "rbm-loaders-"));
  const sources = ["data", "rbm"].map((folder) => join(root, folder));
  for (const folder of sources) mkdirSync(folder);
  writeFileSync(join(root, "rbm", "model.ts"), "one");
  expect(dropStaleLoaderOutput(root, sources)).toBe(true);
  const cached = join(root, ".observablehq", "cache", "data", "machine.json");
  mkdirSync(join(cached, ".."), { recursive: true });
  writeFileSync(cached, "{}");
  expect(dropStaleLoaderOutput(root, sources)).toBe(false);
  expect(existsSync(cached)).toBe(true);
  writeFileSync(join(root, "rbm", "model.ts"), "two");
  expect(dropStaleLoaderOutput(root, sources)).toBe(true);
  expect(existsSync(cached)).toBe(false);
});
