import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkTypes } from "../../src/site/checkTypes.js";
import { pageCells } from "../../src/site/pageCells.js";

const fence = "```";

describe("pageCells", () => {
  it("finds blocks that run and expressions in the text, with their lines, and no others", () => {
    const page = [
      "# A title",
      `${fence}ts`,
      "const a = {b: 1};",
      fence,
      "It is ${a.b}, written `${a.b}`, in <b>${{c: a}.c.b}</b>.",
      `${fence}python`,
      "no = 1",
      fence,
      `${fence}js run=false`,
      "never();",
      fence
    ].join("\n");
    expect(pageCells(page)).toEqual([
      { code: "const a = {b: 1};", line: 3, kind: "block" },
      { code: "a.b", line: 5, kind: "inline" },
      { code: "{c: a}.c.b", line: 5, kind: "inline" }
    ]);
  });
});

describe("checkTypes", () => {
  let project: string;
  const write = (path: string, text: string) => writeFileSync(join(project, path), text);
  const page = (...lines: string[]) => write("src/page.md", lines.join("\n"));
  const module = (name: string) =>
    write(
      "src/count.ts",
      `export function ${name}(start: number): HTMLElement & { value: number } {
         return Object.assign(document.createElement("p"), { value: start });
       }`
    );

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), "pages-"));
    mkdirSync(join(project, "src/site"), { recursive: true });
    cpSync("src/site/cellGlobals.d.ts", join(project, "src/site/cellGlobals.d.ts"));
    write(
      "tsconfig.json",
      JSON.stringify({
        compilerOptions: {
          ...{ target: "ES2022", module: "ESNext", moduleResolution: "Bundler", lib: ["ES2023", "DOM"], types: [] },
          ...{ strict: true, noEmit: true, noUnusedLocals: true, verbatimModuleSyntax: true }
        },
        include: ["src"]
      })
    );
  });
  afterAll(() => rmSync(project, { recursive: true }));

  const good = [
    "# Counting",
    `${fence}ts`,
    'import {counter} from "./count.js";',
    fence,
    `${fence}ts`,
    "display(shown.toFixed(0));",
    fence,
    `${fence}ts`,
    "const input = display(counter(1));",
    "const shown = Generators.input(input);",
    "const later = Promise.resolve(2);",
    fence,
    "There are ${shown + later}."
  ];

  it("passes a page whose cells use each other's names in any order, values of inputs and promises included", () => {
    module("counter");
    page(...good);
    expect(checkTypes(project, "src")).toEqual([]);
  });

  it("fails at the page's own line when a module renames what the page imports", () => {
    module("tally");
    page(...good);
    expect(checkTypes(project, "src").join("\n")).toMatch(/^src\/page\.md:3 .*no exported member.*counter/m);
  });

  it("fails when a cell or an expression gives a name the wrong type", () => {
    module("counter");
    page(...good.slice(0, -1), "There are ${shown.length}.");
    expect(checkTypes(project, "src")).toEqual([expect.stringMatching(/^src\/page\.md:13 .*'length'.*'number'/)]);
    page(...good, `${fence}ts`, 'input.value = "three";', fence);
    expect(checkTypes(project, "src")).toEqual([expect.stringMatching(/^src\/page\.md:15 .*'string'.*'number'/)]);
  });

  it("fails when a page imports what none of its cells uses", () => {
    module("counter");
    page(...good.slice(0, 4));
    expect(checkTypes(project, "src")).toEqual([expect.stringMatching(/^src\/page\.md:3 'counter' is declared/)]);
  });
});
