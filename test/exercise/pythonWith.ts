import { spawnSync } from "node:child_process";

/** A Python that has the modules, or null: Debian's, which /usr/bin/python3 is, or the one on the path. */
export function pythonWith(...modules: string[]): string | null {
  const code = modules.map((m) => `import ${m}`).join("; ");
  return ["/usr/bin/python3", "python3"].find((p) => spawnSync(p, ["-c", code]).status === 0) ?? null;
}

/** What a Python script prints. @throws Error with what it wrote to stderr where it fails */
export function runPython(python: string, script: string, input = ""): string {
  const { status, stdout, stderr } = spawnSync(python, ["-c", script], { input, encoding: "utf8", maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${stderr}\n${script}`);
  return stdout;
}
