/** The published site offline, printed, with scripts off, and in two versions. */
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import sirv from "sirv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { home, pages } from "../../src/site/chapters.js";
import { writeServiceWorker } from "../../src/site/offlineFiles.js";
import { patience } from "./browser.js";
import { findChromium } from "./chromium.js";
import { look, patiently } from "./looks.js";

const all = [home, ...pages];
let [folder, origin] = ["", ""];
let server: Server;
let browser: Browser;
/** Off: every request finds nobody. */
let reachable = true;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rbm-published-"));
  cpSync("dist", folder, { recursive: true });
  const files = sirv(folder, { extensions: ["html"], dev: true });
  server = createServer((request, response) => {
    if (!reachable || !request.url?.startsWith("/courses/rbm/")) return void response.destroy();
    request.url = request.url.slice("/courses/rbm".length);
    files(request, response, () => void response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/courses/rbm`;
  const executablePath = await findChromium();
  if (!executablePath) throw new Error("No Chromium: npm test installs one; or set CHROMIUM to its path.");
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function openContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patience);
  return context;
}

const kept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => caches.keys()));

it("after one visit to the home page, every page opens and draws with no network", async () => {
  const context = await openContext();
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  expect(await kept(page)).toHaveLength(1);
  reachable = false;
  try {
    for (const { path } of all) {
      await page.goto(origin + path);
      await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
      expect(await page.locator(".observablehq--error").count(), path).toBe(0);
    }
    await page.goto(`${origin}/`);
    await page.locator("main .plane-picture").first().waitFor();
  } finally {
    reachable = true;
  }
  await context.close();
});

it("a new version waits until the reader asks for it, and then replaces the old one whole", async () => {
  const context = await openContext();
  const page = await context.newPage();
  await page.goto(`${origin}/data`);
  const [before] = await kept(page);
  const file = join(folder, "data.html");
  const old = readFileSync(file, "utf8");
  try {
    writeFileSync(file, old.replace("</h1>", " (second edition)</h1>"));
    writeServiceWorker(folder);
    await page.goto(`${origin}/data`);
    expect(await page.locator("h1").textContent()).not.toContain("second edition");
    await page.getByText("A new version of these pages is ready.").waitFor();
    await page.getByRole("button", { name: "Load it" }).click();
    await expect.poll(() => page.locator("h1").textContent(), patiently).toContain("second edition");
    await expect.poll(() => kept(page), patiently).not.toContain(before);
    expect(await kept(page)).toHaveLength(1);
  } finally {
    writeFileSync(file, old);
    writeServiceWorker(folder);
  }
  await context.close();
});

it("a file that does not match its hash is never kept: the version as a whole is refused", async () => {
  const context = await openContext();
  const page = await context.newPage();
  const file = join(folder, "manifest.webmanifest");
  const old = readFileSync(file, "utf8");
  try {
    appendFileSync(file, "\n");
    await page.goto(`${origin}/data`);
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.register("./service-worker.js", { scope: "./" });
      const worker = registration.installing!;
      await new Promise<void>((resolve) =>
        worker.addEventListener("statechange", () => worker.state === "redundant" && resolve())
      );
      return worker.state;
    });
    expect(state).toBe("redundant");
  } finally {
    writeFileSync(file, old);
  }
  await context.close();
});

describe.each(all)("$path", ({ path }) => {
  it("with scripts off has its text, its mathematics, and no spinner", async () => {
    const context = await openContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(origin + path);
    await page.locator(".without-scripts").waitFor();
    expect(await page.locator("h1").isVisible()).toBe(true);
    expect(await page.locator("observablehq-loading:visible").count()).toBe(0);
    for (const picture of await page.locator("main noscript img").all()) {
      expect((await picture.getAttribute("alt"))!.length).toBeGreaterThan(20);
      expect(existsSync(join(folder, (await picture.getAttribute("src"))!))).toBe(true);
      // Within the width of a phone.
      expect((await picture.boundingBox())!.width).toBeLessThanOrEqual(390);
    }
    await context.close();
  });

  it("on paper is light, without navigation or buttons, and cut off nowhere", async () => {
    const context = await openContext({ colorScheme: "dark", viewport: { width: 760, height: 1000 } });
    const page = await context.newPage();
    await page.goto(origin + path);
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    // The page is dark; a canvas keeps what was drawn on it, unless it is drawn again.
    const plane = page.locator("figure.plane").first();
    if (await plane.count()) {
      await plane.scrollIntoViewIfNeeded();
      await expect.poll(() => isPainted(plane), patiently).toBe(true);
      const dark = await look(plane);
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      expect(await look(plane)).not.toBe(dark);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    }
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#observablehq-header").isVisible()).toBe(false);
    expect(await page.locator("main button:not(.term, .cite):visible").count()).toBe(0);
    // A word or a number in the text that opens something is still a part of its sentence.
    expect(await page.locator("main :is(.term, .cite):not(:visible)").count()).toBe(0);
    // Chromium lets a canvas that is drawn for paper erase what lies under it, unless it is painted as a group.
    const { paper, groups, overflow } = await page.evaluate(() => ({
      paper: getComputedStyle(document.body).backgroundColor,
      groups: Array.from(document.querySelectorAll("main canvas"), (canvas) =>
        Number(getComputedStyle(canvas).opacity)
      ),
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth
    }));
    expect(paper).toMatch(/rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/);
    expect(groups.every((opacity) => opacity > 0.99 && opacity < 1)).toBe(true);
    expect(overflow).toBeLessThanOrEqual(0);
    await context.close();
  });

  it("tells previews its title, one sentence and a picture of 1200 × 630", async () => {
    const html = readFileSync(join(folder, path === "/" ? "index.html" : `${path}.html`), "utf8");
    expect(html).toMatch(/<meta name="description" content="[^"]{50,}">/);
    expect(html).toMatch(/<meta property="og:title" content="[^"]+">/);
    const picture = /<meta property="og:image" content="(?:https?:\/\/[^"]*|\.\/)(pictures\/[^"]+)">/.exec(html)![1];
    const png = readFileSync(join(folder, picture));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});

it("chapters with figures have a picture of each for readers without scripts", () => {
  for (const name of ["index", "data", "model", "training", "inside", "sampling", "digits"])
    expect(readFileSync(join(folder, `${name}.html`), "utf8"), name).toMatch(/<noscript><img src="\.\/pictures\//);
});

function isPainted(figure: Locator): Promise<boolean> {
  return figure.evaluate((root) =>
    Array.from(root.querySelectorAll("canvas")).some(
      (canvas) =>
        canvas.width > 0 &&
        canvas
          .getContext("2d")!
          .getImageData(0, 0, canvas.width, canvas.height)
          .data.some((value) => value > 0)
    )
  );
}
