/** The library as a stranger has it: packed by npm, unpacked in a folder outside the project, with mathjs beside it. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, renameSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Packs, and returns the folder: examples/, and node_modules/ with the packed library and what it depends on. */
export function unpackLibrary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "rbm-package-")));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { shell: process.platform === "win32" });
  execFileSync("tar", ["-xzf", "gaussian-bernoulli-rbm-0.1.0.tgz"], { cwd: folder });
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@types"), { recursive: true });
  renameSync(join(folder, "package"), join(modules, "gaussian-bernoulli-rbm"));
  for (const name of ["mathjs", join("@types", "node")])
    symlinkSync(resolve("node_modules", name), join(modules, name), "junction");
  cpSync("examples", join(folder, "examples"), { recursive: true });
  return folder;
}
