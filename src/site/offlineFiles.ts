/** Writes what makes the built site work offline: the service worker, with the names and hashes of all it keeps. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { buildSync } from "esbuild";

/** Folders that readers may need a network for: the reference pages, and pictures for previews and pages without scripts. */
const notKept = ["reference/", "pictures/"];

/** @returns how many files are kept, and their bytes together */
export function writeServiceWorker(output: string): { count: number; bytes: number } {
  const files: Record<string, string> = {};
  let bytes = 0;
  for (const entry of readdirSync(output, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(output, path).split(sep).join("/");
    if (!entry.isFile() || name === "service-worker.js" || notKept.some((folder) => name.startsWith(folder))) continue;
    const content = readFileSync(path);
    bytes += content.length;
    files[name] = `sha256-${createHash("sha256").update(content).digest("base64")}`;
  }
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const version = createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 16);
  const script = bundled("serviceWorker.ts", { version: JSON.stringify(version), files: JSON.stringify(sorted) });
  writeFileSync(join(output, "service-worker.js"), script);
  return { count: Object.keys(sorted).length, bytes };
}

/** The script, loaded by every page, that registers the service worker. It must be there before the pages' hashes are taken. */
export function writeOfflineScript(output: string): void {
  writeFileSync(
    join(output, "offline.js"),
    buildSync({
      stdin: {
        contents: `import { keepOffline } from "./offline.js";
keepOffline(new URL("./service-worker.js", import.meta.url).href, new URL("./", import.meta.url).href);`,
        resolveDir: "src/site/client"
      },
      bundle: true,
      minify: true,
      format: "esm",
      target: ["es2022"],
      write: false
    }).outputFiles[0].text
  );
}

function bundled(name: string, define: Record<string, string>): string {
  return buildSync({
    entryPoints: [`src/site/client/${name}`],
    define,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022"],
    write: false
  }).outputFiles[0].text;
}
