/** Which names the site imports from which package: read from its sources, so that a bundle holds these and no more. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isBuiltin } from "node:module";

const clause = String.raw`(\{[^{}]*\}|\*(?:\s+as\s+\w+)?|\w+(?:\s*,\s*\{[^{}]*\})?)`;
const statement = new RegExp(
  String.raw`^[ \t]*(?:import|export)\s+(type\s+)?(?:${clause}\s*from\s*)?["']([^"'\s]+)["']`,
  "gm"
);

/** Source text → the values (not types) that it imports from packages. A `* as` import or a default one is refused. */
export function importedNames(source: string, where: string): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const [, type, bindings, specifier] of source.matchAll(statement)) {
    if (type || /^[./]/.test(specifier) || /^(npm|node|observablehq):/.test(specifier) || isBuiltin(specifier))
      continue;
    const list = /^\{([^}]*)\}$/.exec(bindings ?? "");
    if (!list)
      throw new Error(
        `${where}: import the names you use from "${specifier}", as {a, b}; the bundle holds just these.`
      );
    const set = names.get(specifier) ?? new Set();
    for (const part of list[1].split(",")) {
      const name = part.trim();
      if (name && !name.startsWith("type ")) set.add(name.split(/\s+as\s+/)[0]);
    }
    if (set.size) names.set(specifier, set);
  }
  return names;
}

/** The fenced js and ts blocks of a page, as one source. */
export function pageCode(markdown: string): string {
  return Array.from(markdown.matchAll(/^```(?:js|ts)\b[^\n]*\n([\s\S]*?)^```/gm), (match) => match[1]).join("\n");
}

/** All names that pages and browser modules below `root` import, by package. Build-time folders are left out. */
export function siteImports(root: string): Map<string, string[]> {
  const all = new Map<string, Set<string>>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || /[\\/](\.observablehq|site|data|assembly|build)[\\/]/.test(path.slice(root.length)))
      continue;
    if (/[\\/]kernel[\\/]build\.ts$/.test(path) || !/\.(md|ts|js)$/.test(path)) continue;
    const text = readFileSync(path, "utf8");
    for (const [specifier, names] of importedNames(path.endsWith(".md") ? pageCode(text) : text, path)) {
      const set = all.get(specifier) ?? new Set();
      for (const name of names) set.add(name);
      all.set(specifier, set);
    }
  }
  return new Map(
    [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([specifier, names]) => [specifier, [...names].sort()])
  );
}
