import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pages } from "../../src/site/chapters.js";
import { axeFindings } from "./axe.js";
import { openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { patiently, saying } from "./looks.js";

/** A static host as GitHub Pages is one: the site lies somewhere below the root, and nothing answers above it. */
const base = "/some/where";
let site: Site;
beforeAll(async () => {
  site = await openSite(undefined, base);
});
afterAll(() => site.close());

const paths = ["/", ...pages.map(({ path }) => path)];

describe("published below /some/where/", () => {
  it.each(paths)("%s loads everything it needs from there, and links to nowhere else", async (path) => {
    const { page, faults } = await site.open(path);
    await page.locator("main :is(.plane-picture, .cm-editor, canvas)").first().waitFor();
    const links = await page
      .locator("a[href]")
      .evaluateAll((all) =>
        all
          .map((link) => new URL(link.getAttribute("href")!, document.baseURI))
          .map(({ origin, pathname }) => ({ origin, pathname }))
      );
    for (const { origin, pathname } of links)
      if (origin === site.origin) expect(pathname).toMatch(/^\/some\/where(\/|$)/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("has workers, WebAssembly and checkpoints: the ring is drawn", async () => {
    const { page, faults } = await site.open("/");
    await saying(page.locator("figure.plane"), /500 draws/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("is walked from chapter to chapter by its own links", async () => {
    const { page, faults } = await site.open("/");
    for (const { name, path } of pages) {
      await page.locator(".site-nav").getByRole("link", { name, exact: true }).click();
      await page.waitForURL(`**${base}${path}`);
      expect(await page.locator("h1").count()).toBe(1);
    }
    await page.locator(".site-name").click();
    await page.waitForURL(`**${base}/`);
    // A page that is left asks for no more; nothing else may fail.
    expect(faults.filter((fault) => !fault.endsWith("net::ERR_ABORTED"))).toEqual([]);
    await page.context().close();
  });
});

it("the library's reference asks for nothing that is not there, and leads back from every depth", async () => {
  for (const path of ["/reference/index.html", "/reference/functions/rbm.train.html"]) {
    const { page, faults } = await site.open(path);
    await page.getByRole("link", { name: "The explorable", exact: true }).click();
    await page.waitForURL(`**${base}/index.html`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("A machine that draws a ring");
    expect(faults.filter((fault) => !fault.endsWith("net::ERR_ABORTED"))).toEqual([]);
    await page.context().close();
  }
});

it("the library's reference names every argument", () => {
  const folder = join(process.env.RBM_SITE ?? "dist", "reference/functions");
  const pages = readdirSync(folder).map((name) => join(folder, name));
  expect(pages.length).toBeGreaterThan(100);
  expect(pages.filter((page) => readFileSync(page, "utf8").includes("__namedParameters"))).toEqual([]);
});

it("an address where nothing is has a page of its own, in both schemes", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const { page, faults } = await site.open("/404", { ...phone, colorScheme, bypassCSP: true });
    expect(await page.getByRole("listitem").getByRole("link").count()).toBe(paths.length);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  }
});

describe("the policy of a page", () => {
  it.each(paths)("is in %s, allows no other host, no eval and no script but the page's own", async (path) => {
    const { page, faults } = await site.open(path);
    await page.locator("main :is(.plane-picture, .cm-editor, canvas)").first().waitFor();
    expect(faults).toEqual([]);
    const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-/);
    const refused = await page.evaluate(async () => {
      const broken: string[] = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => broken.push(effectiveDirective));
      await fetch("https://example.com/").catch(() => undefined);
      const inline = document.createElement("script");
      inline.textContent = "window.reached = true";
      document.body.append(inline);
      const image = new Image();
      image.src = "https://example.com/pixel.png";
      await new Promise((resolve) => {
        image.onerror = resolve;
        image.onload = resolve;
      });
      return { broken, reached: "reached" in window };
    });
    expect(refused.reached).toBe(false);
    for (const directive of ["connect-src", "script-src-elem", "img-src"])
      await expect.poll(() => refused.broken, patiently).toContain(directive);
    await page.context().close();
  });
});
