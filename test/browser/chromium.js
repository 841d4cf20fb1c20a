// Plain JavaScript on purpose: `npm test` runs this before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { aptInstall, fromEnvironment, inPath } from "./apt.js";

const advice = "The browser tests need Chromium or Chrome. Install one, or set CHROMIUM to its path.";
// The headless shell first: it draws no window, and every test page costs half as much.
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome"
];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
];

/** Path of a Chromium or Chrome: $CHROMIUM, then PATH, then the usual places, then Playwright's own; or undefined. */
export async function findChromium() {
  const found = fromEnvironment("CHROMIUM") ?? inPath(names) ?? places.find((path) => existsSync(path));
  if (found) return found;
  try {
    const { chromium } = await import("playwright-core");
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Installs a browser where none is found: Playwright's, else Debian's package when we may. */
export async function installChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log("No Chromium or Chrome found: installing one for the tests.");
  spawnSync(process.execPath, ["node_modules/playwright-core/cli.js", "install", "chromium"], {
    stdio: "inherit",
    timeout: 300_000
  });
  const own = await findChromium();
  if (own) return own;
  try {
    aptInstall("chromium-headless-shell");
  } catch (error) {
    throw new Error(advice, { cause: error });
  }
  const installed = await findChromium();
  if (!installed) throw new Error(advice);
  return installed;
}
