/** The questions at the end of the chapters: one right and one wrong answer to each, given by the page's own controls. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { sliderOf } from "./controls.js";
import { patiently } from "./looks.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

const verdict = (page: Page, words: string) =>
  page.locator(".question", { hasText: words }).locator("[role=status]").textContent();
const becomes = (page: Page, words: string, answer: RegExp) =>
  expect.poll(() => verdict(page, words), patiently).toMatch(answer);

it("the data page's are wrong as it opens, and right for half the noise and for 24 blobs", async () => {
  const { page } = await site.open("/data");
  await becomes(page, "0.25 nats", /^Not yet\. The truth scores 0\.94/);
  await becomes(page, "overfits", /^Not yet\. K = 8/);
  await sliderOf(page, "Components, K").type("24");
  await becomes(page, "overfits", /^Right\. K = 24/);
  await sliderOf(page, "Noise").type("0.05");
  await becomes(page, "0.25 nats", /^Right\./);
  // Every fit is over before the page is left: a worker cut short counts as a fault.
  await page.getByText("does best on fresh points").waitFor();
  const { pathname, search } = new URL(page.url());
  const { page: again } = await site.open(pathname + search);
  await becomes(again, "0.25 nats", /^Right\./);
  await again.getByText("does best on fresh points").waitFor();
});

it("the model page's follow the small machine", async () => {
  const { page } = await site.open("/model?machine=0,0,0.3,0.3,0,0,0,0,0,0,3,-3,0,0.5,0.5");
  await becomes(page, "single Gaussian", /^Right\./);
  await becomes(page, "almost surely on", /^Right\. At x, switch 1 is on with probability 0\.95, switch 2 with 0\.05/);
  await sliderOf(page, "d₁").type("0");
  await becomes(page, "almost surely on", /^Not yet\. .*0\.50.*raise d₁/);
  await page.context().close();
  const { page: fresh } = await site.open("/model");
  await becomes(fresh, "single Gaussian", /^Not yet\./);
  await fresh.context().close();
});

it("the training page's is wrong for the lab's recipe with 50 switches, and right with 600 epochs", async () => {
  const { page } = await site.open("/training?hidden=50");
  await becomes(page, "50 switches", /^Not yet\. 50 switches score 3\.97/);
  await sliderOf(page, "Epochs").type("600");
  await becomes(page, "50 switches", /^Right\. 50 switches score/);
  await page.context().close();
});

it("the sampling page's is wrong for 1000 steps, and right for 20", async () => {
  const { page } = await site.open("/sampling");
  await becomes(page, "number of steps", /^Not yet\. After 1000 steps/);
  await sliderOf(page, "Gibbs steps").type("20");
  await becomes(page, "number of steps", /^Right\. After 20 steps/);
  await page.context().close();
});
