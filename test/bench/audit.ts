/**
 * `npm run audit`: every page of dist/ by Lighthouse's mobile profile, served as a static host serves it: compressed, and
 * cached by name. Prints the table of docs/performance.md.
 */
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import type { Result } from "lighthouse";
import { home, pages } from "../../src/site/chapters.js";
import { findChromium } from "../browser/chromium.js";
import { median } from "./median.js";

const rounds = Number(process.argv.find((word) => word.startsWith("--rounds="))?.slice(9) ?? 3);
const only = process.argv.find((word) => word.startsWith("--page="))?.slice(7);
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".csv": "text/csv",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".xml": "application/xml",
  ".css": "text/css"
};

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url!, "http://site").pathname);
  const file = [path, `${path}.html`, `${path}index.html`]
    .map((name) => join("dist", name))
    .find((name) => extname(name) && existsSync(name));
  if (!file) return void response.writeHead(404).end();
  const packed = [".png", ".woff2"].includes(extname(file));
  const content = readFileSync(file);
  response.writeHead(200, {
    "content-type": types[extname(file)] ?? "application/octet-stream",
    "cache-control": extname(file) === ".html" ? "max-age=600" : "max-age=31536000, immutable",
    ...(packed ? {} : { "content-encoding": "gzip" })
  });
  response.end(packed ? content : gzipSync(content));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const chromePath = await findChromium();
if (!chromePath) throw new Error("The audit needs Chromium or Chrome: install one, or set CHROMIUM to its path.");
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-background-networking"]
});

const categories = ["performance", "accessibility", "best-practices", "seo"] as const;
console.log("| page | performance | largest paint, s | blocked, ms | shift | accessibility | best practices | SEO |");
console.log("|---|---|---|---|---|---|---|---|");
for (const { name, path } of [home, ...pages].filter((page) => !only || page.path === only)) {
  const results: Result[] = [];
  for (let round = 0; round < rounds; round++) {
    const result = await lighthouse(origin + path, { port: chrome.port, output: "json", logLevel: "error" });
    if (!result || result.lhr.runtimeError)
      throw new Error(`${path}: ${result?.lhr.runtimeError?.message ?? "no result"}`);
    results.push(result.lhr);
  }
  const score = (category: string) =>
    Math.round(100 * median(results.map((lhr) => lhr.categories[category]?.score ?? 0)));
  const value = (audit: string) => median(results.map((lhr) => lhr.audits[audit]?.numericValue ?? NaN));
  const [performance, ...others] = categories.map(score);
  const largest = (value("largest-contentful-paint") / 1000).toFixed(1);
  const blocked = value("total-blocking-time").toFixed(0);
  const shift = value("cumulative-layout-shift").toFixed(3);
  console.log(`| ${name} | ${performance} | ${largest} | ${blocked} | ${shift} | ${others.join(" | ")} |`);
  for (const category of categories.slice(1))
    for (const { id } of results[0].categories[category]?.auditRefs ?? [])
      if ((results[0].audits[id]?.score ?? 1) < 1) console.log(`  ${category}: ${id}: ${results[0].audits[id]?.title}`);
  if (process.argv.includes("--why"))
    for (const id of ["largest-contentful-paint-element", "layout-shifts", "long-tasks", "bootup-time"])
      console.log(id, JSON.stringify(results[0].audits[id]?.details, null, 1)?.slice(0, 1500));
}
await chrome.kill();
server.close();
