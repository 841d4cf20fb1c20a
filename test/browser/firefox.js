// Plain JavaScript on purpose, as chromium.js: `npm test` runs this before anything is installed.
import { existsSync } from "node:fs";
import { aptInstall, fromEnvironment, inPath } from "./apt.js";

const names = ["firefox", "firefox-esr"];
const places = ["/Applications/Firefox.app/Contents/MacOS/firefox", "C:\\Program Files\\Mozilla Firefox\\firefox.exe"];

/** Path of a Firefox: $FIREFOX, then PATH, then the usual places; or undefined. */
export function findFirefox() {
  return fromEnvironment("FIREFOX") ?? inPath(names) ?? places.find((path) => existsSync(path));
}

/** Installs Debian's Firefox where none is found and we may; the tests do without it otherwise. */
export function installFirefox() {
  const found = findFirefox();
  if (found || process.platform !== "linux") return found;
  try {
    aptInstall("firefox-esr", 240_000);
  } catch {
    console.log("No Firefox is to be had here: the tests that need it are left out.");
  }
  return findFirefox();
}
