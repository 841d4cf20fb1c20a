/** The front door is true: the picture of the house, and every path that the documents name. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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

const names = ["src", "test", "examples"]
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }))
  .map((path) => basename(path));

describe.each(documents)("%s", (document) => {
  const text = readFileSync(document, "utf8");

  it("names only paths that exist", () => {
    const paths = Array.from(
      text.matchAll(/`((?:src|test|data|docs|examples|\.github)\/[^`\s*…<>]*)`/g),
      ([, path]) => path
    );
    for (const path of paths) expect(existsSync(path), `${document}: ${path}`).toBe(true);
  });

  it("names files without their folder only if there is one of that name", () => {
    const bare = Array.from(text.matchAll(/`(\w+\.(?:ts|js|py|css))`/g), ([, name]) => name);
    for (const name of bare) expect(names, `${document}: ${name}`).toContain(name);
  });

  it("links only to files that exist, and to their headings", () => {
    for (const [, path, anchor] of text.matchAll(/\]\((?!https?:)([\w./-]*\.md)?#([\w-]+)\)/g)) {
      const headings = readFileSync(path ? join(dirname(document), path) : document, "utf8").matchAll(/^#+ (.*)$/gm);
      const anchors = Array.from(headings, ([, title]) =>
        title
          .toLowerCase()
          .replace(/[^\w\- ]/g, "")
          .replaceAll(" ", "-")
      );
      expect(anchors, `${document}: #${anchor}`).toContain(anchor);
    }
    const links = Array.from(text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g), ([, link]) => link);
    for (const link of links) expect(existsSync(join(dirname(document), link)), `${document}: ${link}`).toBe(true);
  });
});
