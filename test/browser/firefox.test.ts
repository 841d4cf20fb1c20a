/** What holds for every page holds in Firefox too: it loads clean, computes, fits its window, and axe finds nothing. */
import { launch } from "puppeteer-core";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { home, pages } from "../../src/site/chapters.js";
import { axeFindings } from "./axe.js";
import { openSite, patience } from "./browser.js";
import type { Site } from "./browser.js";
import { findFirefox } from "./firefox.js";
import { patiently } from "./looks.js";

const executablePath = findFirefox();

describe.skipIf(!executablePath)("in Firefox", () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    site = await openSite();
    browser = await launch({ browser: "firefox", executablePath: executablePath!, headless: true });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function open(path: string, width = 1280, height = 800): Promise<{ page: Page; faults: string[] }> {
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
    await page.setViewport({ width, height });
    const faults: string[] = [];
    page.on("pageerror", (error) => {
      const message = error instanceof Error ? error.message : String(error);
      // Said of a fraction whose second half has not arrived yet; whether all are whole is looked at below.
      if (!message.includes("Incorrect number of children for <mfrac/>")) faults.push(`uncaught: ${message}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`error: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(site.origin) && !/^(data|blob|about):/.test(url)) faults.push(`foreign request: ${url}`);
    });
    await page.goto(site.origin + path, { waitUntil: "load" });
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    return { page, faults };
  }

  it.each([home, ...pages])(
    "$path loads without a fault, within a phone's width, with no finding of axe",
    async ({ path }) => {
      const { page, faults } = await open(path, 390, 844);
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await page.$$(".observablehq--error")).toHaveLength(0);
      const broken = await page.$$eval("mfrac", (all) => all.filter(({ children }) => children.length !== 2).length);
      expect(broken).toBe(0);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      expect(over).toBeLessThanOrEqual(0);
      expect(await axeFindings(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.close();
    }
  );

  it("the kernel draws the ring, and a control trains the machine anew", async () => {
    const { page, faults } = await open("/training?hidden=20");
    const score = () => page.$eval(".score", (element) => element.textContent ?? "");
    await expect.poll(score, patiently).toMatch(/Epoch 300 of 300: \d+\.\d+ nats/);
    const before = await score();
    await page.focus(".training-controls input[type=range]");
    for (let press = 0; press < 5; press++) await page.keyboard.press("ArrowRight");
    await expect.poll(score, patiently).toMatch(/Epoch 300 of 300/);
    await expect.poll(score, patiently).not.toBe(before);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("the lab grades a formula", async () => {
    const { page } = await open("/lab");
    await page.locator("#cell-softplus .cm-content").click();
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type("maximum(a, 0) + log1p(exp(-abs(a)))");
    await page.locator("#cell-softplus button ::-p-text(Check)").click();
    await page.waitForSelector("#cell-softplus[data-status='passed']");
    await page.close();
  });
});
