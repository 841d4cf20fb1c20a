/** Framework serves a loader's cached output for ever; a checkpoint must not outlive the code that trained it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

/** A cached output below `<root>/.observablehq/cache`, and the files and folders that it is made from. */
export interface Made {
  readonly output: string;
  readonly sources: readonly string[];
}

/** What the loaders of `<root>/data` make, the search's index apart: it changes with every word of the prose. */
function madeByLoaders(root: string): Made[] {
  const prose = readdirSync(root).filter((name) => name.endsWith(".md"));
  return [
    {
      output: "data",
      sources: [
        ...["data", "rbm", "kernel"].map((folder) => join(root, folder)),
        join("data", "reference"),
        join("data", "digits")
      ]
    },
    {
      output: join("data", "search.json"),
      sources: [...prose, "search", "site", join("exercise", "cells")].map((name) => join(root, name))
    }
  ];
}

/** Deletes each cached output one of whose sources has changed since this was last called. @returns those deleted */
export function dropStaleLoaderOutput(root: string, made: readonly Made[] = madeByLoaders(root)): string[] {
  const cache = join(root, ".observablehq", "cache");
  mkdirSync(cache, { recursive: true });
  return made.flatMap(({ output, sources }) => {
    const stampFile = join(cache, `${output.replaceAll(sep, "-")}.sha256`);
    const stamp = hashOf(sources);
    if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return [];
    rmSync(join(cache, output), { recursive: true, force: true });
    writeFileSync(stampFile, stamp);
    return [output];
  });
}

function hashOf(sources: readonly string[]): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    const files = statSync(source).isFile()
      ? [source]
      : readdirSync(source, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name));
    for (const path of files.sort()) hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}
