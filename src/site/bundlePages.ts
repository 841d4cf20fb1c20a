/**
 * Bundles what a page loads. Framework publishes every module as a file of its own: sixty requests that wait for one
 * another, and compete with the text for a phone's first seconds. After this, a page is its HTML with the styles in
 * it; once the text is painted, it loads a few files of script. What a page imports on demand stays on demand.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { build } from "esbuild";
import type { Metafile, Plugin } from "esbuild";

const scripts = "_page";

/** Rewrites every page of a built site. @returns the pages' names */
export async function bundlePages(output: string): Promise<string[]> {
  const pages = readdirSync(output).filter((name) => name.endsWith(".html"));
  const workers = workerFiles(output);
  const entries = new Map(pages.map((page) => [page, entryOf(readFileSync(join(output, page), "utf8"), page)]));
  const built = await build({
    entryPoints: pages.map((page) => ({ in: `page:${page}`, out: page.replace(/\.html$/, "") })),
    outdir: join(output, scripts),
    entryNames: "[name]-[hash]",
    chunkNames: "shared-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022"],
    minify: true,
    legalComments: "none",
    // This package calls its modules free of side effects; Framework's and the pages' own are not.
    ignoreAnnotations: true,
    metafile: true,
    logLevel: "warning",
    plugins: [pageEntries(output, entries), unusedLibraries(), lightRuntime(output), ownPlace(output)]
  });
  const outputs = Object.entries(built.metafile.outputs);
  for (const page of pages) {
    const file = join(output, page);
    const [entry] = outputs.find(([, { entryPoint }]) => entryPoint === `page:${page}`)!;
    const files = staticFiles(entry, built.metafile.outputs).map(
      (name) => `./${relative(output, name).split(sep).join("/")}`
    );
    writeFileSync(file, lightPage(readFileSync(file, "utf8"), files, output));
  }
  await bundleWorkers(workers);
  dropModules(output, workers);
  return pages;
}

/** The page's own script, its imports static where Framework preloads them, that is where the page names them so. */
function entryOf(html: string, page: string): string {
  const script = /<script type="module">([\s\S]*?)<\/script>/.exec(html)?.[1];
  if (script === undefined) throw new Error(`${page}: no module script; has Framework's shell changed?`);
  const preloaded = Array.from(html.matchAll(/<link rel="modulepreload" href="([^"]+)">/g), ([, href]) => href);
  const shell = Array.from(html.matchAll(/<script type="module" src="([^"]+)"><\/script>/g), ([, src]) => src);
  const names = new Map<string, string>();
  const body = script.replace(/\bimport\("(\.\/[^"]+)"\)/g, (dynamic, path: string) => {
    if (!preloaded.includes(path)) return dynamic;
    if (!names.has(path)) names.set(path, `module${names.size}`);
    return `Promise.resolve(${names.get(path)})`;
  });
  const paced = body.replace(
    /\bimport \{define\} from ("[^"]+");/,
    "import {define as startCell} from $1; const define = paceCells(startCell);"
  );
  if (paced === body) throw new Error(`${page}: no import of define; has Framework's page changed?`);
  return [
    ...shell.map((path) => `import "${path}";`),
    ...Array.from(names, ([path, name]) => `import * as ${name} from "${path}";`),
    `import { paceCells } from ${JSON.stringify(resolve("src/site/client/paceCells.ts"))};`,
    paced
  ].join("\n");
}

/** Hands esbuild the pages' scripts, as if each were a file beside its page. */
function pageEntries(output: string, entries: ReadonlyMap<string, string>): Plugin {
  return {
    name: "page entries",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^page:/ }, ({ path }) => ({ path: path.slice(5), namespace: "page" }));
      onLoad({ filter: /.*/, namespace: "page" }, ({ path }) => ({
        contents: entries.get(path)!,
        resolveDir: resolve(output),
        loader: "js"
      }));
    }
  };
}

/** Framework's client offers libraries that no page uses and the build does not publish: they stay as they are named. */
function unusedLibraries(): Plugin {
  return {
    name: "unused libraries",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) =>
        kind === "dynamic-import" && resolveDir.endsWith("_observablehq") && !existsSync(join(resolveDir, path))
          ? { path, external: true }
          : undefined
      );
    }
  };
}

/** Framework's runtime is published as one file with its inspector, of which nothing can be left out: here from their sources. */
function lightRuntime(output: string): Plugin {
  const framework = createRequire(import.meta.url).resolve("@observablehq/framework/package.json");
  return {
    name: "light runtime",
    setup({ onLoad }) {
      onLoad({ filter: /\bruntime\.\w+\.js$/, namespace: "file" }, ({ path }) => {
        if (dirname(path) !== resolve(output, "_observablehq")) return undefined;
        const inspector = JSON.stringify(resolve("src/site/client/plainInspector.ts"));
        return {
          contents: `export * from "@observablehq/runtime"; export { Inspector } from ${inspector};`,
          resolveDir: dirname(framework),
          loader: "js"
        };
      });
    }
  };
}

/** A module that names files by its own place still finds them from the bundle's. */
function ownPlace(output: string): Plugin {
  return {
    name: "own place",
    setup({ onLoad }) {
      onLoad({ filter: /\.js$/, namespace: "file" }, ({ path }) => {
        const place = relative(resolve(output, scripts), path).split(sep).join("/");
        const own = `new URL("${place}", import.meta.url)`;
        const contents = readFileSync(path, "utf8").replace(
          /\bimport\.meta\.(?:resolve\(("[^"]+")\)|url\b)/g,
          (_, file?: string) => (file ? `new URL(${file}, ${own}).href` : `${own}.href`)
        );
        return { contents, loader: "js" };
      });
    }
  };
}

/** The entry and what it imports statically, all the way. */
function staticFiles(entry: string, outputs: Metafile["outputs"]): string[] {
  const files = [entry];
  for (const file of files)
    for (const { path, kind } of outputs[file].imports)
      if (kind === "import-statement" && !files.includes(path)) files.push(path);
  return files;
}

/** The page with its styles inside, and its scripts asked for when its text has been painted. */
function lightPage(html: string, files: readonly string[], output: string): string {
  const start =
    `const start=()=>{for(const f of ${JSON.stringify(files.slice(1))}){const l=document.createElement("link");` +
    `l.rel="modulepreload";l.href=f;document.head.append(l)}import(${JSON.stringify(files[0])})};` +
    // The cells look for their places in the whole text. Before a frame there is nothing to read; a page in the
    // background has no frames.
    `const painted=()=>document.hidden?start():requestAnimationFrame(()=>setTimeout(start));` +
    `document.readyState==="loading"?addEventListener("DOMContentLoaded",painted,{once:true}):painted()`;
  const light = html
    .replace(/<link rel="(?:modulepreload|preload|x-copy)"[^>]*>\n?/g, "")
    .replace(/<script type="module" src="[^"]+"><\/script>\n?/g, "")
    .replace(/<link rel="stylesheet"[^>]*href="(\.\/[^"]+)"[^>]*>/g, (_, href: string) => inlineStyle(href, output))
    .replace(/<script type="module">[\s\S]*?<\/script>/, () => `<script>${start}</script>`);
  return light.replace("<style>", () => `${fontsOfFirstFormulas(light)}<style>`);
}

/** Letters of text that a first screen holds at most, figures apart. */
const firstScreen = 900;

/** A formula on the first screen is as wide as its fonts make it: asked for at once, they come before the text is painted. */
function fontsOfFirstFormulas(html: string): string {
  const before = /<main(?:(?!<\/main>)[\s\S])*?(?=<span class="katex")/.exec(html)?.[0];
  const text = before?.replace(/<(script|details|noscript)\b[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, "");
  if (!before || !text || text.length > firstScreen || before.includes('class="numbered"')) return "";
  return ["KaTeX_Main-Regular", "KaTeX_Math-Italic"]
    .map((name) => {
      const href = new RegExp(`url\\(([^)]*/${name}\\.woff2)\\)`).exec(html)?.[1];
      if (!href) throw new Error(`The page's styles name no font ${name}; has KaTeX changed its names?`);
      return `<link rel="preload" href="${href}" as="font" type="font/woff2" crossorigin>\n`;
    })
    .join("");
}

function inlineStyle(href: string, output: string): string {
  const css = readFileSync(join(output, href), "utf8").trim();
  const folder = dirname(href);
  return `<style>${css.replace(/url\((?!["']?(?:data:|#))["']?([^"')]+)["']?\)/g, `url(${folder}/$1)`)}</style>`;
}

/** The scripts that modules start as workers, by their published names. */
function workerFiles(output: string): string[] {
  const files = new Set<string>();
  for (const file of filesBelow(join(output, "_import"))) {
    if (!file.endsWith(".js")) continue;
    const started = readFileSync(file, "utf8").matchAll(/\bimport\.meta\.resolve\("([^"]+)"\)/g);
    for (const [, path] of started) files.add(join(dirname(file), path));
  }
  return [...files];
}

/** Each worker in one file, under the name that it had. */
async function bundleWorkers(files: readonly string[]): Promise<void> {
  for (const file of files)
    await build({
      entryPoints: [file],
      outfile: file,
      allowOverwrite: true,
      bundle: true,
      format: "esm",
      target: ["es2022"],
      minify: true,
      legalComments: "none",
      logLevel: "warning",
      // d3 names a part of itself that a worker may not need: leaving it out is meant.
      logOverride: { "ignored-bare-import": "silent" }
    });
}

/** Deletes what is now inside a bundle or a page. */
function dropModules(output: string, workers: readonly string[]): void {
  for (const folder of ["_node", "_observablehq"]) rmSync(join(output, folder), { recursive: true });
  for (const file of filesBelow(join(output, "_import"))) if (!workers.includes(file)) rmSync(file);
  for (const file of filesBelow(join(output, "_npm"))) if (file.endsWith(".css")) rmSync(file);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
