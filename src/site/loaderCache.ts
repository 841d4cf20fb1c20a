/** Framework serves a loader's cached output for ever; a checkpoint must not outlive the code that trained it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Deletes the cached outputs of the loaders in `<root>/data` when any file they may read or import has changed. */
export function dropStaleLoaderOutput(
  root: string,
  sources = [
    join(root, "data"),
    join(root, "rbm"),
    join(root, "kernel"),
    join("data", "reference"),
    join("data", "digits")
  ]
): boolean {
  const cache = join(root, ".observablehq", "cache");
  const stampFile = join(cache, "loaders.sha256");
  const stamp = hashFolders(sources);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return false;
  rmSync(join(cache, "data"), { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

function hashFolders(folders: string[]): string {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
      hash.update(path).update("\0").update(readFileSync(path)).update("\0");
    }
  }
  return hash.digest("hex");
}
