/** Dependencies point one way, as docs/architecture.md says. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const allowed: Readonly<Record<string, readonly string[]>> = {
  rbm: [],
  workers: [],
  search: [],
  kernel: ["rbm", "workers"],
  language: ["rbm", "workers"],
  exercise: ["language", "rbm", "workers"],
  notebook: ["exercise", "language", "kernel", "rbm", "workers"],
  components: ["notebook", "exercise", "language", "kernel", "rbm", "search", "workers"],
  data: ["notebook", "exercise", "kernel", "rbm", "search", "site"],
  package: ["kernel", "rbm", "workers"],
  site: ["notebook", "search"]
};
const packagesOfTheLibrary = ["mathjs"];
const withMathjs = ["model/math.ts", "model/model.ts", "model/evaluateExpression.ts", "index.ts"];

/** Every module a file imports, types included: local ones as paths below src/, packages by name. */
function importsOf(file: string, valuesOnly = false): string[] {
  const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,]+?from\s*)?"([^"]+)"/gm;
  return Array.from(readFileSync(file, "utf8").matchAll(statement))
    .filter(([, type]) => !(valuesOnly && type))
    .map(([, , name]) => (name.startsWith(".") ? relative("src", join(dirname(file), name)) : name));
}

function modules(folder: string): string[] {
  return readdirSync(join("src", folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.d\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${sep}assembly${sep}`));
}

describe.each(Object.entries(allowed))("src/%s", (folder, others) => {
  it(`imports nothing of ours but ${["itself", ...others].join(", ")}`, () => {
    for (const file of modules(folder)) {
      for (const name of importsOf(file)) {
        if (name.startsWith("..") || !/[\\/]/.test(name) || name.startsWith("@")) continue;
        if (!(name.split(sep)[0] in allowed)) continue;
        expect([folder, ...others], `${file} imports ${name}`).toContain(name.split(sep)[0]);
      }
    }
  });
});

it("the library imports mathjs and no other package", () => {
  for (const file of modules("rbm")) {
    const packages = importsOf(file).filter((name) => !name.includes(sep) && !name.endsWith(".js"));
    for (const name of packages) expect(packagesOfTheLibrary, `${file} imports ${name}`).toContain(name);
  }
});

it("only the four files that need formulas bring mathjs along, so a page without them doesn't load it", () => {
  const files = modules("rbm");
  const brings = new Set<string>();
  for (let before = -1; before !== brings.size;) {
    before = brings.size;
    for (const file of files) {
      const names = importsOf(file, true);
      if (names.includes("mathjs") || names.some((name) => brings.has(join("src", name).replace(/\.js$/, ".ts"))))
        brings.add(file);
    }
  }
  expect([...brings].map((file) => relative(join("src", "rbm"), file)).sort()).toEqual([...withMathjs].sort());
});
