/** The page that takes a small machine apart, driven by keys. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { desktop, openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { choose, sliderOf } from "./controls.js";
import { rests } from "./drivePlayer.js";
import { changes, look, patiently } from "./looks.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

it("steps through an update and back to the same picture, goes on with the next, and keeps its place in the address", async () => {
  const { page } = await site.open("/inside?updates=60&stage=9", { ...desktop, reducedMotion: "reduce" });
  const panel = page.locator(".update-panel");
  const figure = panel.locator("figure.plane");
  const title = panel.locator(".stage-title");
  const words = panel.locator(".statement");
  const player = panel.locator(".player");
  await expect.poll(() => title.textContent(), patiently).toBe("Update 61, stage 1 of 8: data");
  expect(await player.locator("[role=alert]").textContent()).toBe(
    "The address says stage=9; it must be a number from 1 to 8."
  );
  expect(await player.getByRole("button", { name: "Pause" }).getAttribute("aria-pressed")).toBe("true");
  expect(await words.textContent()).toContain("is 4.2245 nats");
  const scrubber = player.locator(".scrubber");
  const picture = async () =>
    `${await look(figure)} ${await figure.locator(".plane-sketch").innerHTML()} ${await words.textContent()}`;
  await scrubber.press("ArrowRight");
  expect(await title.textContent()).toBe("Update 61, stage 2 of 8: hidden draws");
  await rests(figure);
  const second = await picture();
  await changes(figure, () => scrubber.press("End"));
  expect(await words.textContent()).toMatch(
    /in all 0\.0100 long\. −log p\(x\) over the batch goes from 4\.2245 to 4\.1/
  );
  for (let back = 0; back < 6; back += 1) await scrubber.press("ArrowLeft");
  await expect.poll(picture, patiently).toBe(second);

  // Played on past the last stage, the next update follows; its first picture is the last one's.
  await scrubber.press("End");
  await player.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(() => title.textContent(), patiently).toBe("Update 62, stage 1 of 8: data");
  await player.getByRole("button", { name: "Pause" }).click();
  await expect.poll(() => new URL(page.url()).search, patiently).toMatch(/^\?updates=61(&stage=\d)?$/);

  // The figures further down show the same machine, and move it too.
  await page.locator("#fig-mixture").scrollIntoViewIfNeeded();
  const mixture = page.locator("#fig-mixture .statement");
  await expect
    .poll(() => mixture.first().textContent(), patiently)
    .toMatch(/^After 61 updates .* 0\.94, with 16 corners/);
  const updates = sliderOf(page, "Updates done");
  await updates.root.nth(1).locator(".box").fill("300");
  await expect.poll(() => mixture.nth(1).textContent(), patiently).toMatch(/^256 .* heaviest 15 hold .*94 % /);
  expect(await updates.root.nth(0).locator(".box").inputValue()).toBe("300");

  await page.locator("#fig-units").scrollIntoViewIfNeeded();
  const unit = page.locator("#fig-units .statement");
  await expect.poll(() => unit.textContent(), patiently).toMatch(/^Unit 1 .* at 50 of the 100 points/);
  await sliderOf(page, "Unit").press("End");
  await expect.poll(() => unit.textContent(), patiently).toMatch(/^Unit 8 .* at 48 of/);
  const line = page.locator("#fig-units .sketch-reach[data-unit='7']");
  await line.dispatchEvent("click");
  await expect.poll(() => unit.textContent(), patiently).toMatch(/^Unit 7 .* at 46 of/);

  await page.locator("#fig-surface").scrollIntoViewIfNeeded();
  const energy = page.locator("#fig-surface .statement");
  await expect
    .poll(() => energy.textContent(), patiently)
    .toMatch(/^log Z is 13\.1449 nats.* from 13\.1449 to 13\.1449 along/);
  const surface = page.locator("#fig-surface figure.surface");
  await changes(surface, () => sliderOf(page, "Turn").press("ArrowRight"));
  await expect.poll(() => new URL(page.url()).search, patiently).toMatch(/turn=31$/);
  const box = (await surface.locator("canvas").boundingBox())!;
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await changes(surface, () => page.mouse.move(box.x + 140, box.y + 110, { steps: 2 }));
  await page.mouse.up();
  expect(await sliderOf(page, "Turn").value()).toBeGreaterThan(40);
  expect(new URL(page.url()).search).toMatch(/updates=300.*unit=7/);

  // With fewer units than the one chosen, the last is shown.
  await sliderOf(page, "Hidden units").type("4");
  await expect.poll(() => unit.textContent(), patiently).toMatch(/^Unit 4 /);
  await sliderOf(page, "Hidden units").type("12");
  await expect
    .poll(() => mixture.nth(1).textContent(), patiently)
    .toBe("2^12 Gaussians are too many to draw. Set at most 10 hidden units to see each.");
  await sliderOf(page, "Hidden units").type("8");
  await choose(panel, "x W z");
  await scrubber.press("Home");
  await expect.poll(() => words.textContent(), patiently).toContain("is 11.29");
  await page.context().close();
});
