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

  await choose(panel, "x W z");
  await sliderOf(page, "Updates done").type("300");
  await scrubber.press("Home");
  await expect.poll(() => words.textContent(), patiently).toContain("is 11.29");
  await page.context().close();
});
