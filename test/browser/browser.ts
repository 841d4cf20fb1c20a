/** The built site in a real Chromium: a server for dist/, one browser, and pages that note whatever goes wrong. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import sirv from "sirv";
import { findChromium } from "./chromium.js";

export interface Site {
  readonly origin: string;
  /** What went wrong in any page opened so far. */
  readonly faults: readonly string[];
  /** Opens a path in a page of its own; `faults` gathers console errors, failed and foreign requests. */
  open(path: string, options?: BrowserContextOptions): Promise<{ page: Page; faults: string[] }>;
  close(): Promise<void>;
}

/** Milliseconds that any wait may take at most: a machine may stall for seconds. It ends as soon as its state comes. */
export const patience = 90_000;

export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2
};

/** Serves what was built; RBM_SITE names another copy of it. A base is the path under which the site is published. */
export async function openSite(folder = process.env.RBM_SITE ?? "dist", base = ""): Promise<Site> {
  const server = await serve(folder, base);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = await findChromium();
  if (!executablePath) throw new Error("No Chromium: npm test installs one; or set CHROMIUM to its path.");
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
      "--no-first-run"
    ]
  });
  const opened: string[][] = [];
  return {
    origin,
    get faults() {
      return opened.flat();
    },
    async open(path, options = desktop) {
      // A service worker would answer in place of the routes that tests set; offline.test.ts is about it.
      const context = await browser.newContext({ serviceWorkers: "block", ...options });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const faults: string[] = [];
      opened.push(faults);
      page.on("console", (message) => {
        if (message.text() === "Service Worker registration blocked by Playwright") return;
        if (message.type() === "error" || message.type() === "warning")
          faults.push(`${message.type()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) faults.push(`foreign request: ${url}`);
      });
      page.on("response", (response) => {
        if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
      });
      page.on("requestfailed", (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
      await page.goto(origin + base + path, { waitUntil: "load" });
      return { page, faults };
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}

async function serve(folder: string, base: string): Promise<Server> {
  const files = sirv(folder, { extensions: ["html"], dev: true });
  const server = createServer((request, response) => {
    const nothing = () => {
      response.statusCode = 404;
      response.end("not found");
    };
    if (!request.url?.startsWith(`${base}/`)) return nothing();
    request.url = request.url.slice(base.length);
    files(request, response, nothing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
