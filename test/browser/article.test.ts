/** What every chapter has around its text: letters that are linked to their meaning, and the lecture. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { axeFindings } from "./axe.js";
import { desktop, openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { patiently } from "./looks.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

it("a letter pointed at lights up everywhere, with its meaning and present value, until Escape; a formula's arrows go through its letters", async () => {
  const { page } = await site.open("/model", { ...desktop, bypassCSP: true });
  const card = page.locator(".symbol-card");
  const formula = page.locator(".katex-display[tabindex]").first();
  await formula.waitFor();
  await page.locator("main p [data-symbol=W]").first().hover();
  await expect.poll(() => card.textContent(), patiently).toMatch(/^W the weights.* now \(1\.50, 0\.20, 0\.30\)/);
  const lit = await page.locator(".lit").evaluateAll((all) => all.map((each) => each.getAttribute("data-symbol")));
  expect(new Set(lit)).toEqual(new Set(["W"]));
  expect(await page.locator(".katex-display .lit, .handle.lit").count()).toBeGreaterThan(3);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  expect([await card.textContent(), await page.locator(".lit").count()]).toEqual(["", 0]);
  await page.locator("main p [data-symbol=x]").first().hover();
  await expect.poll(() => card.textContent(), patiently).toMatch(/^x the visible units/);
  await page.locator("h1").hover();
  await expect.poll(() => card.textContent(), patiently).toBe("");

  await formula.focus();
  const letters: (string | null)[] = [];
  for (const key of ["ArrowLeft", "ArrowRight", "ArrowRight"]) {
    await page.keyboard.press(key);
    letters.push(await card.locator("b").textContent());
  }
  // E(x, z) = Σ (xᵢ − bᵢ)² / 2σᵢ² − Σ xᵢWᵢⱼzⱼ/σᵢ² − Σ dⱼzⱼ: back from the start is the last one.
  expect(letters).toEqual(["d", "E(x, z)", "x"]);
  const derivation = page.locator(".derivation").first();
  const line = await derivation.locator(".derivation-status").textContent();
  await derivation.locator(".katex-display").first().focus();
  await page.keyboard.press("ArrowLeft");
  expect(await card.locator("b").textContent()).not.toBe("");
  expect(await derivation.locator(".derivation-status").textContent()).toBe(line);
  await page.locator(".site-name").focus();
  expect(await card.textContent()).toBe("");
  await page.context().close();
});

it("a lecture's figure has the screen and its caption the bar; N shows the notes, Escape ends it", async () => {
  const { page } = await site.open("/data?step=2");
  const bar = page.locator(".lecture-bar");
  await expect.poll(() => bar.textContent(), patiently).toMatch(/^2 \/ \d+ · The lab’s 500 points, as open circles\./);
  expect(await page.locator("#fig-ring .caption").isVisible()).toBe(false);
  await page.locator("body").press("PageDown");
  expect(await bar.textContent()).toMatch(/^3 \/ \d+ · A model gives each place/);
  await page.locator("body").press("N");
  expect(await page.locator(".lecture-notes").innerText()).toContain("negative log-likelihood");
  await page.locator("body").press("Escape");
  expect(await page.locator("#fig-ring .caption").isVisible()).toBe(true);
  expect(new URL(page.url()).search).toBe("");
  await page.goto(`${site.origin}/about`);
  await page.getByLabel("L starts a lecture").uncheck();
  await page.goto(`${site.origin}/data?step=2`);
  await bar.waitFor();
  await page.locator("body").press("n");
  expect(await page.locator(".lecture-notes").isVisible()).toBe(false);
  await page.locator("body").press("Escape");
  await page.locator("body").press("l");
  expect(await bar.count()).toBe(0);
  await page.context().close();
});

it("a finger lights a letter, and goes through a lecture that fits a phone", async () => {
  const { page } = await site.open("/model", { ...phone, bypassCSP: true });
  const card = page.locator(".symbol-card");
  await page.locator(".katex-display[tabindex]").first().waitFor();
  await page.locator(".katex-display [data-symbol=b]").first().tap();
  await expect.poll(() => card.textContent(), patiently).toMatch(/^b the visible bias/);
  await page.locator("h1").tap();
  expect(await card.textContent()).toBe("");

  const button = (name: string) => page.locator(".lecture-bar").getByRole("button", { name });
  const told = page.locator(".lecture-bar [role=status]");
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.getByRole("link", { name: "as a lecture" }).tap();
  await expect.poll(() => told.textContent(), patiently).toMatch(/^1 \/ \d+ · The machine has two kinds of unit\.$/);
  for (let step = 2; step <= 5; step += 1) {
    await button("Next").tap();
    expect(await told.textContent()).toMatch(new RegExp(`^${step} /`));
    expect(await wide(), `step ${step}`).toBe(0);
  }
  // A derivation is on the screen: the bar says only what comes after it, its formula as it looks.
  expect(await told.locator(".katex").count()).toBe(1);
  await button("Notes").tap();
  expect(await button("Notes").getAttribute("aria-pressed")).toBe("true");
  expect(await page.locator(".lecture-notes").innerText()).toContain("overflows");
  expect(await axeFindings(page)).toEqual([]);
  await button("Back").tap();
  expect(await told.textContent()).toMatch(/^4 \//);
  await button("End").tap();
  expect(await page.locator(".lecture-bar").count()).toBe(0);
  expect(new URL(page.url()).search).toBe("");
  await page.context().close();
});
