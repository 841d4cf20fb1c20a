/** Which names the site imports from which package: read from its sources, so that a bundle holds these and no more. */
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, relative, sep } from "node:path";
import { parse } from "es-module-lexer/js";

/** Folders below src/ whose modules run when something is built, never in a page. */
const notInPages = [".observablehq", "site", "data", "package", join("kernel", "assembly"), join("kernel", "build")];

/**
 * The values, not types, that a source imports from packages, by package.
 * @param source a module in TypeScript or JavaScript
 * @param where the file's name, for the message
 * @throws Error if a package is imported as a namespace or by its default
 */
export function importedNames(source: string, where: string): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const statement of parse(source)[0]) {
    if (statement.type === "import-meta" || !statement.specifier || !isPackage(statement.specifier)) continue;
    if ("typeOnly" in statement && statement.typeOnly) continue;
    const list = /\{([^}]*)\}/.exec(source.slice(statement.importStart, statement.start));
    if (statement.type !== "static" || !list)
      throw new Error(
        `${where}: import the names you use from "${statement.specifier}", as {a, b}; the bundle holds just these.`
      );
    const set = names.get(statement.specifier) ?? new Set();
    for (const part of list[1].split(",")) {
      const name = part.trim();
      if (name && !name.startsWith("type ")) set.add(name.split(/\s+as\s+/)[0]);
    }
    if (set.size) names.set(statement.specifier, set);
  }
  return names;
}

function isPackage(specifier: string): boolean {
  return !/^[./]/.test(specifier) && !/^(npm|node|observablehq):/.test(specifier) && !isBuiltin(specifier);
}

/** The fenced js and ts blocks of a page, as one source. */
export function pageCode(markdown: string): string {
  return Array.from(markdown.matchAll(/^```(?:js|ts)\b[^\n]*\n([\s\S]*?)^```/gm), (match) => match[1]).join("\n");
}

/** All names that pages and browser modules below `root` import, by package, both in alphabetical order. */
export function siteImports(root: string): Map<string, string[]> {
  const all = new Map<string, Set<string>>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const below = relative(root, path);
    if (!entry.isFile() || !/\.(md|ts|js)$/.test(path) || notInPages.some((name) => below.startsWith(name + sep)))
      continue;
    if (below === join("kernel", "build.ts")) continue;
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
