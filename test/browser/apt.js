// Plain JavaScript on purpose: `npm test` runs this before anything is installed.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The first of these programs that PATH has, folder by folder.
 * @param {readonly string[]} names
 */
export function inPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * The program that a variable of the environment names, if it is set. @throws Error if there is nothing at its place
 * @param {string} variable
 */
export function fromEnvironment(variable) {
  const path = process.env[variable];
  if (path && !existsSync(path)) throw new Error(`${variable} is ${path}, where there is nothing.`);
  return path || undefined;
}

/**
 * Installs a package of Debian's, as root or by sudo without a password. @throws Error if it can't be
 * @param {string} name
 * @param {number} [timeout] of each of apt's two steps, in milliseconds
 */
export function aptInstall(name, timeout) {
  const root = process.getuid?.() === 0;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", name]])
    execFileSync(root ? "apt-get" : "sudo", root ? args : ["-n", "apt-get", ...args], {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout
    });
}
