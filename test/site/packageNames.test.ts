import { expect, it } from "vitest";
import { importedNames, pageCode } from "../../src/site/packageNames.js";

const names = (source: string) => Object.fromEntries([...importedNames(source, "here")].map(([k, v]) => [k, [...v]]));

it("finds named imports over several lines and keeps the exported name of an alias", () => {
  expect(names(`import {\n  plot,\n  lineY as line\n} from "@observablehq/plot";`)).toEqual({
    "@observablehq/plot": ["plot", "lineY"]
  });
});

it("counts no type and no local, npm: or node: module", () => {
  expect(
    names(`import type { A } from "d3";
import { type B, max } from "d3";
import { c } from "./c.js";
import { FileAttachment } from "observablehq:stdlib";
import { join } from "node:path";`)
  ).toEqual({ d3: ["max"] });
});

it("refuses a namespace import, which would bundle a package whole", () => {
  expect(() => importedNames(`import * as d3 from "d3";`, "page.md")).toThrow(/page\.md: import the names you use/);
});

it("reads the js and ts cells of a page and nothing else of it", () => {
  expect(pageCode('text\n```ts\nimport {a} from "d3";\n```\n```py\nimport d3\n```\n')).toBe('import {a} from "d3";\n');
});

it("takes no quoted text in other code for a package", () => {
  expect(names('export function list(words: string[]) {\n  return words.join(", ") + from("d3");\n}')).toEqual({});
});
