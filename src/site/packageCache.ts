/**
 * Fills Framework's package cache from node_modules, so that a build asks the network for nothing and a page loads
 * only the names that it uses.
 *
 * Framework bundles each bare import whole, and looks up a version for every `npm:` name in its own client; but what
 * it finds in `<root>/.observablehq/cache` it takes as it is. So, before it starts, we put there
 * - `_node/<package>@<version>/index.js`: one esbuild run over all packages, with chunks for what they share;
 * - `_npm/<package>@<version>/`: a directory for each name in Framework's client, which settles its version;
 * - `_npm/katex@<version>/dist/`: the style sheet and the fonts of the mathematics.
 * This rests on cache internals of the pinned version: docs/decisions/offline-packages.md.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { siteImports } from "./packageNames.js";

const require = createRequire(import.meta.url);

export function seedPackageCache(root: string): void {
  const cache = join(root, ".observablehq", "cache");
  settleClientVersions(cache);
  copyKatex(cache);
  bundlePackages(root, cache);
}

/** Names of the woff2 fonts of KaTeX, as the page head must list them. */
export function katexFonts(): string[] {
  return readdirSync(join(packageFolder("katex"), "dist", "fonts")).filter((name) => extname(name) === ".woff2");
}

function settleClientVersions(cache: string): void {
  const client = join(packageFolder("@observablehq/framework"), "dist", "client");
  const names = new Set<string>();
  for (const file of readdirSync(client, { recursive: true, encoding: "utf8" })) {
    if (extname(file) !== ".js") continue;
    const text = readFileSync(join(client, file), "utf8");
    for (const [, name] of text.matchAll(/["'`]npm:((?:@[\w-]+\/)?[\w.-]+)/g)) names.add(name);
    for (const [, name] of text.matchAll(/from ["']((?:@[\w-]+\/)?[a-z][\w.-]*)["']/g)) names.add(name);
  }
  for (const name of names) {
    const folder = join(cache, "_npm", name.startsWith("@") ? name.split("/")[0] : "");
    const prefix = `${name.split("/").at(-1)}@`;
    if (existsSync(folder) && readdirSync(folder).some((entry) => entry.startsWith(prefix))) continue;
    // The pages import none of these; a version that cannot be mistaken for a real one says so.
    mkdirSync(join(cache, "_npm", `${name}@${installedVersion(name) ?? "0.0.0-unused"}`), { recursive: true });
  }
}

function copyKatex(cache: string): void {
  const target = join(cache, "_npm", `katex@${installedVersion("katex")}`, "dist");
  if (existsSync(join(target, "katex.min.css"))) return;
  const source = join(packageFolder("katex"), "dist");
  mkdirSync(join(target, "fonts"), { recursive: true });
  // Every reader's browser takes woff2; naming the other formats would only ask for files that are not published.
  const css = readFileSync(join(source, "katex.min.css"), "utf8");
  writeFileSync(join(target, "katex.min.css"), css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g, ""));
  for (const font of katexFonts()) cpSync(join(source, "fonts", font), join(target, "fonts", font));
}

function bundlePackages(root: string, cache: string): void {
  const imports = siteImports(root);
  const packages = [...imports].map(([specifier, names]) => ({ specifier, names, out: cachedPath(root, specifier) }));
  const stamp = createHash("sha256").update(JSON.stringify(packages)).digest("hex");
  const stampFile = join(cache, "_node", "bundle.sha256");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  rmSync(join(cache, "_node"), { recursive: true, force: true });
  const entries = join(cache, "_entries");
  rmSync(entries, { recursive: true, force: true });
  mkdirSync(entries, { recursive: true });
  const entryPoints = packages.map(({ specifier, names, out }, index) => {
    const file = join(entries, `${index}.js`);
    writeFileSync(file, `export {${names.join(", ")}} from ${JSON.stringify(specifier)};\n`);
    return { in: file, out };
  });
  buildSync({
    entryPoints,
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    target: ["es2022"],
    platform: "browser",
    mainFields: ["module", "main"],
    define: { "process.env.NODE_ENV": '"production"' },
    outdir: join(cache, "_node"),
    chunkNames: "shared@1/[hash]",
    legalComments: "none",
    logLevel: "warning"
  });
  writeFileSync(stampFile, stamp);
}

/** Where Framework looks for a package's bundle, below `_node` and without the ending: its own rule, repeated. */
function cachedPath(root: string, specifier: string): string {
  const parts = specifier.split("/");
  const name = specifier.startsWith("@") ? parts.splice(0, 2).join("/") : parts.shift()!;
  const path = parts.join("/");
  const file = createRequire(resolve(root, "/")).resolve(specifier, { paths: [resolve(root)] });
  const { version } = JSON.parse(readFileSync(nearestManifest(dirname(file)), "utf8"));
  return `${name}@${version}/${path ? path.replace(/\.js$/, "") : "index"}`;
}

function nearestManifest(folder: string): string {
  const manifest = join(folder, "package.json");
  return existsSync(manifest) ? manifest : nearestManifest(dirname(folder));
}

function packageFolder(name: string): string {
  for (const modules of require.resolve.paths(name) ?? []) {
    const folder = join(modules, name);
    if (existsSync(join(folder, "package.json"))) return folder;
  }
  throw new Error(`${name} is not installed: run npm ci.`);
}

function installedVersion(name: string): string | undefined {
  try {
    return JSON.parse(readFileSync(join(packageFolder(name), "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}
