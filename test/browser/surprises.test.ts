/** The figures that show what surprises: they start when they are seen, and follow their controls. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
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

it("says at which step the radius and the angle are as near the machine's law as independent draws", async () => {
  const { page } = await site.open("/sampling");
  const summary = page.locator(".forgetting .statement");
  await summary.scrollIntoViewIfNeeded();
  await expect.poll(() => summary.textContent(), patiently).toMatch(/radius at step \d+.*angle at step \d+/);
  const [radius, angle] = (await summary.textContent())!.match(/at step (\d+)/g)!.map((each) => Number(each.slice(8)));
  expect(radius).toBeLessThanOrEqual(15);
  expect(angle).toBeGreaterThan(100);
  await page.context().close();
});

it("draws a ring with the wrong noise, and says which number gives it away", async () => {
  const { page } = await site.open("/sampling");
  const summary = page.locator(".noise-view .statement");
  const told = (share: string, spread: string) =>
    expect
      .poll(async () => {
        // The figures above may still be growing into their places.
        await summary.scrollIntoViewIfNeeded();
        return summary.textContent();
      }, patiently)
      .toBe(
        `Of 500 draws, ${share} % lie on the ring, from radius 0.8 to 1.2. Their radii have a standard deviation of ${spread}; those of the machine’s exact density have 0.118.`
      );
  await told("46", "0.319");
  await page.getByRole("radio", { name: /^σ² = 0.01/ }).check();
  await told("100", "0.055");
  await page.getByRole("radio", { name: /^σ = 0.1/ }).check();
  await told("90", "0.122");
  expect(new URL(page.url()).search).toContain("noise=right");
  await page.context().close();
});

it("trains by three gradients when it is seen, and anew for another seed", async () => {
  const { page } = await site.open("/sampling");
  const summary = page.locator(".three-gradients .statement");
  await summary.scrollIntoViewIfNeeded();
  // The values of seeds 0 and 1 are those of the kernel in Node.
  await expect
    .poll(() => summary.textContent(), patiently)
    .toBe(
      "From seed 0, the divergence from an even ring is 0.075 nats with CD-1, 0.021 nats with CD-10 and 0.025 nats with the exact gradient."
    );
  await sliderOf(page, "Seed of the three").type("1");
  await expect.poll(() => summary.textContent(), patiently).toMatch(/seed 1.* 0\.070 .* 0\.066 .* 0\.020/);
  await page.context().close();
});

it("shows the clip's budget, and less of it for a smaller clip", async () => {
  const { page } = await site.open("/training");
  await page.locator("#fig-clip").scrollIntoViewIfNeeded();
  const summary = page.locator(".clip-budget .statement");
  await expect
    .poll(() => summary.textContent(), patiently)
    .toMatch(/^300 of 300 steps were shortened, and the path is 0\.300 long\..*1\.053 nats.*stops at epoch 40/);
  await sliderOf(page, "Clip of this run").type("0.1");
  await expect.poll(() => summary.textContent(), patiently).toContain("the path is 0.030 long");
  await page.context().close();
});

it("sets Adam's loss beside its exact score, at the epoch of the line", async () => {
  const { page } = await site.open("/training");
  await page.locator("#fig-loss").scrollIntoViewIfNeeded();
  const summary = page.locator(".loss-and-score .statement");
  await expect.poll(() => summary.textContent(), patiently).toMatch(/epoch \d+ the loss is .*the last, 1000/);
  const before = await summary.textContent();
  await page.locator(".loss-and-score .chart-playhead").press("End");
  await expect.poll(() => summary.textContent(), patiently).not.toBe(before);
  expect(await summary.textContent()).toMatch(/^At epoch 1000 .*0\.96 nats; .*0\.96 nats\.$/);
  await page.context().close();
});
