/** The front door is true: the picture of the house, and every path that the documents name. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { drawHouse, roomImports } from "../../src/site/house.js";

const documents = [
  "CONTRIBUTING.md",
  "README.md",
  ...["docs", "docs/decisions"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name))
  )
];

it("docs/images/house.svg shows what the folders import now (npm run house draws it)", () => {
  expect(readFileSync("docs/images/house.svg", "utf8")).toBe(drawHouse(roomImports("src")));
});

it("a house whose rooms import each other in a circle can't be drawn", () => {
  const circle = new Map([
    ["kernel", new Set(["rbm"])],
    ["rbm", new Set(["kernel"])]
  ]);
  expect(() => drawHouse(circle)).toThrow("kernel → rbm → kernel");
});

describe.each(documents)("%s", (document) => {
  const text = readFileSync(document, "utf8");

  it("names only paths that exist", () => {
    const paths = Array.from(
      text.matchAll(/`((?:src|test|data|docs|examples|\.github)\/[^`\s*…<>]*)`/g),
      ([, path]) => path
    );
    for (const path of paths) expect(existsSync(path), `${document}: ${path}`).toBe(true);
  });

  it("links only to files that exist", () => {
    const links = Array.from(text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g), ([, link]) => link);
    for (const link of links) expect(existsSync(join(dirname(document), link)), `${document}: ${link}`).toBe(true);
  });
});
