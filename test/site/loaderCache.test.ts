import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dropStaleLoaderOutput } from "../../src/site/loaderCache.js";

it("a cached checkpoint is dropped when the library changes, and kept when nothing does or only the prose", () => {
  const root = mkdtempSync(join(tmpdir(), "rbm-loaders-"));
  const [model, page] = [join(root, "rbm", "model.ts"), join(root, "page.md")];
  mkdirSync(join(root, "rbm"));
  writeFileSync(model, "one");
  writeFileSync(page, "one");
  const made = [
    { output: "data", sources: [join(root, "rbm")] },
    { output: join("data", "search.json"), sources: [page] }
  ];
  const [checkpoint, index] = ["machine.json", "search.json"].map((name) =>
    join(root, ".observablehq", "cache", "data", name)
  );
  expect(dropStaleLoaderOutput(root, made)).toEqual(["data", join("data", "search.json")]);
  mkdirSync(join(checkpoint, ".."), { recursive: true });
  writeFileSync(checkpoint, "{}");
  writeFileSync(index, "{}");
  expect(dropStaleLoaderOutput(root, made)).toEqual([]);
  writeFileSync(page, "two");
  expect(dropStaleLoaderOutput(root, made)).toEqual([join("data", "search.json")]);
  expect([existsSync(checkpoint), existsSync(index)]).toEqual([true, false]);
  writeFileSync(model, "two");
  expect(dropStaleLoaderOutput(root, made)).toEqual(["data"]);
  expect(existsSync(checkpoint)).toBe(false);
});
