// What `npm start` and `npm test` lack, they install: packages, the compiled kernel and, with --browser, a
// Chromium, with --firefox, a Firefox.
// Plain JavaScript with no packages: it runs on a fresh clone.
import { execSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const run = (/** @type {string} */ command) => execSync(command, { stdio: "inherit" });
const newer = (/** @type {string} */ a, /** @type {string} */ b) => statSync(a).mtimeMs > statSync(b).mtimeMs;

const installed = "node_modules/.package-lock.json";
if (!existsSync(installed) || newer("package-lock.json", installed)) run("npm ci --include=dev --no-audit --no-fund");
run("npx --no-install tsx src/kernel/build.ts");

if (process.argv.includes("--browser")) {
  const { installChromium } = await import("../../test/browser/chromium.js");
  console.log(`Browser: ${await installChromium()}`);
}
if (process.argv.includes("--firefox")) {
  const { installFirefox } = await import("../../test/browser/firefox.js");
  console.log(`Second browser: ${installFirefox() ?? "none"}`);
}
