/** What holds for every page: it loads clean, asks nobody else, fits a phone, and axe finds nothing, target-size included. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pages } from "../../src/site/chapters.js";
import { axeFindings } from "./axe.js";
import { desktop, openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";

const paths = ["/", ...pages.map(({ path }) => path)];
const modes = [
  { name: "1280 px, light", options: { ...desktop, colorScheme: "light" as const } },
  { name: "390 px, dark", options: { ...phone, colorScheme: "dark" as const } }
];

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe.each(paths)("%s", (path) => {
  it.each(modes)("at $name loads without a fault, within the width, with no finding of axe", async ({ options }) => {
    // The policy of the built page forbids a test's script as well.
    const { page, faults } = await site.open(path, { ...options, bypassCSP: true });
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    await page.waitForTimeout(500);
    expect(faults).toEqual([]);
    expect(await page.locator(".observablehq--error").count()).toBe(0);
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });

  it("weighs at most 300 KB gzipped on its first load, checkpoints aside", async () => {
    const { page } = await site.open(path);
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    await page.waitForTimeout(1000);
    const files = await page.evaluate(() => [
      location.pathname,
      ...performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
    ]);
    const sizes = new Map<string, number>();
    for (const file of files) {
      if (/\/_file\/data\/.*\.json$/.test(file)) continue;
      const local = file.endsWith("/") ? `${file}index.html` : /\.\w+$/.test(file) ? file : `${file}.html`;
      const bytes = readFileSync(join("dist", decodeURIComponent(local)));
      // Fonts are compressed already.
      sizes.set(local, local.endsWith(".woff2") ? bytes.length : gzipSync(bytes).length);
    }
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    console.log(`${path}: ${(total / 1000).toFixed(0)} KB in ${sizes.size} files`);
    expect(total).toBeLessThanOrEqual(300_000);
    await page.context().close();
  });
});
