/** `tsc`, for the modules and for the code of the pages, as one program: `npm run check` starts here. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { pageModule } from "./pageCells.js";
import type { PageModule } from "./pageCells.js";

const pageEnding = ".cells.ts";

/**
 * What the compiler finds in a project, its pages included; a finding in a page names the page's own line.
 * @param project the folder of tsconfig.json @param pages the folder of the pages, below it
 */
export function checkTypes(project: string, pages: string): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(project, "tsconfig.json"),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
      }
    }
  );
  if (!config) throw new Error(`There is no tsconfig.json in ${project}.`);
  const modules = pageModules(join(project, pages));
  const host = ts.createIncrementalCompilerHost(config.options);
  const { readFile, fileExists } = host;
  const find = (name: string) => modules.get(resolve(name));
  host.readFile = (name) => find(name)?.text ?? readFile(name);
  host.fileExists = (name) => find(name) !== undefined || fileExists(name);
  // Incremental, where tsconfig.json says so: what has not changed since the last check is not checked again.
  const program = ts.createIncrementalProgram({
    rootNames: [...config.fileNames, ...modules.keys()],
    options: config.options,
    host
  });
  program.emit();
  const found = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics()
  ];
  return found.map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (!file || start === undefined) return message;
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const page = find(file.fileName);
    const place = relative(project, file.fileName).replace(pageEnding, ".md");
    return page ? `${place}:${page.lines[line]} ${message}` : `${place}:${line + 1}:${character + 1} ${message}`;
  });
}

function pageModules(root: string): Map<string, PageModule> {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  const paths = files.filter((path) => path.endsWith(".md") && !path.startsWith("."));
  return new Map(
    paths.map((path) => {
      const module = pageModule(readFileSync(join(root, path), "utf8"), path, root);
      return [resolve(root, path.replace(/\.md$/, pageEnding)), module];
    })
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = checkTypes(".", "src");
  for (const each of found) console.error(each);
  if (found.length) process.exit(1);
}
