// Plain JavaScript on purpose, as chromium.js: `npm test` runs this before anything is installed.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["firefox", "firefox-esr"];
const places = ["/Applications/Firefox.app/Contents/MacOS/firefox", "C:\\Program Files\\Mozilla Firefox\\firefox.exe"];

/** Path of a Firefox: $FIREFOX, then PATH, then the usual places; or undefined. */
export function findFirefox() {
  const { FIREFOX, PATH } = process.env;
  if (FIREFOX && !existsSync(FIREFOX)) throw new Error(`FIREFOX is ${FIREFOX}, where there is nothing.`);
  const inPath = (PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [FIREFOX, ...inPath, ...places].find((path) => path && existsSync(path));
}

/** Installs Debian's Firefox where none is found and we may; the tests do without it otherwise. */
export function installFirefox() {
  const found = findFirefox();
  if (found || process.platform !== "linux") return found;
  const root = process.getuid?.() === 0;
  const apt = (/** @type {string[]} */ ...args) =>
    execFileSync(root ? "apt-get" : "sudo", root ? args : ["-n", "apt-get", ...args], {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: 240_000
    });
  try {
    apt("update");
    apt("install", "-y", "--no-install-recommends", "firefox-esr");
  } catch {
    console.log("No Firefox is to be had here: the tests that need it are left out.");
  }
  return findFirefox();
}
