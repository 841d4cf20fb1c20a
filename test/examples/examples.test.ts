/** The programs of examples/, run and compiled against the packed library. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { join } from "node:path";
import { init, parse } from "es-module-lexer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { unpackLibrary } from "./packedLibrary.js";

let folder: string;
let library: string;
beforeAll(() => {
  folder = unpackLibrary();
  library = join(folder, "node_modules", "gaussian-bernoulli-rbm");
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each program prints, as a pattern of its whole output. */
const outputs: Readonly<Record<string, RegExp>> = {
  "exact-likelihood.js":
    /summed .*: (?<summed>[\d.]+)\nlog Z, integrated .*: +\k<summed>\nmean of −log p: (?<nll>[\d.]+)\nF \+ log Z: +\k<nll>\na standard normal has 2\.84 nats; trained: 2\.8\d\n$/,
  "sample-a-machine.js":
    /mean of x₁: 0\.1\d drawn, 0\.12 exact\nsplit R-hat: 1\.0\d\n80000 draws are worth \d+ thousand/,
  "train-the-ring.js":
    /^100 hidden units, 300 epochs\nafter 0 epochs: 3\d\.\d+ .*\n(after \d00 epochs: .*\n){2}after 300 epochs: 1\.\d+ nats a point\nthe true density: 0\.9\d+ nats a point\n$/,
  "watch-a-run.js":
    /^epoch 10: .*\nepoch 100: .*\nepoch 1000: 0\.9\d+ .*\n1000 epochs; (49\d|500) of the last 500 draws/,
  "your-own-formula.js":
    /by the model: +(?<values>[\d. ]+)\nby the same text: +\k<values>\nwithout σ²: +(?!\k<values>)[\d. ]+\n$/
};

it("every example has its expected output here", () => {
  expect(readdirSync("examples").filter((name) => name.endsWith(".js"))).toEqual(Object.keys(outputs));
});

it.each(Object.entries(outputs))("%s prints what its comments promise", (name, output) => {
  const text = execFileSync(process.execPath, [join("examples", name)], { cwd: folder, encoding: "utf8" });
  expect(text).toMatch(output);
});

it.each(["NodeNext", "Bundler"])(
  "examples and declarations compile under strict with moduleResolution %s",
  (resolution) => {
    const compilerOptions = {
      target: "ES2022",
      module: resolution === "Bundler" ? "ESNext" : resolution,
      moduleResolution: resolution,
      lib: ["ES2023", "DOM", "DOM.Iterable"],
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      allowJs: true,
      checkJs: true,
      noEmit: true,
      // A consumer who checks the declarations of what is installed must find no fault in ours.
      skipLibCheck: false
    };
    writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["examples"] }));
    const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    // A wrong call must not pass, or that nothing else is found would say nothing.
    const wrong = join(folder, "examples", "wrong.js");
    writeFileSync(wrong, `import { createRandom } from "gaussian-bernoulli-rbm";\ncreateRandom("a", "b");\n`);
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
    rmSync(wrong);
    expect(stdout.trim().split("\n")).toEqual([expect.stringMatching(/examples\/wrong\.js\(2,14\): error TS2345/)]);
  }
);

it("the packed library depends on mathjs alone, and its kernel entries on nothing", async () => {
  const manifest = JSON.parse(readFileSync(join(library, "package.json"), "utf8"));
  expect(Object.keys(manifest.dependencies)).toEqual(["mathjs"]);
  await init();
  const packagesFrom = (entry: string): Set<string> => {
    const [names, files] = [new Set<string>(), [join(library, "lib", entry)]];
    for (const file of files) {
      for (const statement of parse(readFileSync(file, "utf8"))[0]) {
        const name = statement.type === "import-meta" ? undefined : statement.specifier;
        if (!name) continue;
        if (!name.startsWith(".")) names.add(name);
        else if (!files.includes(join(file, "..", name))) files.push(join(file, "..", name));
      }
    }
    return names;
  };
  expect([...packagesFrom("rbm.js")]).toEqual(["mathjs"]);
  expect([...packagesFrom("kernel-browser.js")]).toEqual([]);
  expect([...packagesFrom("kernel-worker.js")]).toEqual([]);
  for (const name of packagesFrom("kernel-node.js")) expect(builtinModules).toContain(name.replace("node:", ""));
});

it("every file that the package's exports name is in the tarball", () => {
  const manifest = JSON.parse(readFileSync(join(library, "package.json"), "utf8"));
  const files = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(files);
  for (const file of files(manifest.exports)) expect(existsSync(join(library, file)), file).toBe(true);
});
