import { expect } from "vitest";
import type { Locator } from "playwright-core";
import { choose } from "./controls.js";
import { changes, frames, look, patiently, stillLook } from "./looks.js";

/** The frame shown, from 1, and how many there are. */
export async function counterOf(player: Locator): Promise<{ frame: number; of: number }> {
  const [frame, of] = ((await player.locator(".player-counter").textContent()) ?? "").split(" / ").map(Number);
  return { frame, of };
}

/**
 * Uses every control of a player, by mouse and by keys, and holds it and the figure it plays to what each should do.
 * The figure must look the same whenever the same frame is shown.
 */
export async function drivePlayer(player: Locator, figure: Locator, unit = "step"): Promise<void> {
  const frame = async () => (await counterOf(player)).frame;
  const { of } = await counterOf(player);
  const button = (name: string) => player.getByRole("button", { name, exact: true });
  const press = (name: string) => button(name).click();
  const pressed = (name: string) => button(name).getAttribute("aria-pressed");
  const scrubber = player.locator(".scrubber");
  const shows = (look_: string) => expect.poll(() => look(figure), patiently).toBe(look_);
  const reaches = (test: (at: number) => boolean) => expect.poll(async () => test(await frame()), patiently).toBe(true);

  // Steps and ends.
  await press("Pause");
  await press(`First ${unit}`);
  expect(await frame()).toBe(1);
  await frames(figure, 3);
  await changes(figure, () => press(`Last ${unit}`));
  expect(await frame()).toBe(of);
  await changes(figure, () => press(`First ${unit}`));
  await rests(figure);
  const first = await stillLook(figure);
  await changes(figure, () => press("Step forward"));
  expect(await frame()).toBe(2);
  await press("Step back");
  expect(await frame()).toBe(1);
  await shows(first);

  // The scrubber, by mouse and by keys.
  const track = (await scrubber.boundingBox())!;
  await changes(figure, () => scrubber.click({ position: { x: track.width / 2, y: track.height / 2 } }));
  expect(Math.abs((await frame()) - (of + 1) / 2)).toBeLessThanOrEqual(1 + of / 50);
  await scrubber.press("Home");
  await shows(first);
  await changes(figure, () => scrubber.press("End"));
  expect(await scrubber.getAttribute("aria-valuetext")).toBe(`${unit} ${of} of ${of}`);
  await scrubber.press("PageDown");
  expect(await frame()).toBe(of - Math.max(1, Math.round(of / 10)));
  await scrubber.press("PageUp");
  await scrubber.press("ArrowLeft");
  expect(await frame()).toBe(of - 1);
  await scrubber.press("ArrowRight");
  expect(await frame()).toBe(of);

  // Speed, by mouse and by keys.
  const rate = () => player.locator(".player-rate").textContent();
  const usual = await rate();
  await press("Faster");
  const faster = await rate();
  expect(parseInt(faster!)).toBeGreaterThan(parseInt(usual!));
  await scrubber.press("-");
  expect(await rate()).toBe(usual);
  await press("Slower");
  expect(parseInt((await rate())!)).toBeLessThan(parseInt(usual!));
  await scrubber.press("+");
  expect(await rate()).toBe(usual);

  // Played once, it stops at the end; played on, from the start; backward, at the first frame.
  await choose(player, "Once");
  await scrubber.press("PageDown");
  await changes(figure, () => press("Play"));
  await expect.poll(() => pressed("Pause"), patiently).toBe("true");
  expect(await frame()).toBe(of);
  await scrubber.press("Space");
  await reaches((at) => at > 1 && at < of);
  expect(await pressed("Play")).toBe("true");
  await press("Pause");
  expect(await pressed("Pause")).toBe("true");
  const stopped = await frame();
  await frames(figure, 20);
  expect(await frame()).toBe(stopped);
  await press(`First ${unit}`);
  await press("Step forward");
  await press("Play backward");
  await expect.poll(() => pressed("Pause"), patiently).toBe("true");
  expect(await frame()).toBe(1);

  // In a loop it starts over; reflected it turns round.
  await choose(player, "Loop");
  await press(`Last ${unit}`);
  await press("Play");
  await reaches((at) => at < of);
  expect(await pressed("Play")).toBe("true");
  await press(`First ${unit}`);
  await press("Play backward");
  await reaches((at) => at > 1);
  await choose(player, "Reflect");
  await press(`Last ${unit}`);
  await press("Play");
  await expect.poll(() => pressed("Play backward"), patiently).toBe("true");
  await reaches((at) => at < of);
  await press("Pause");

  // What the keys are.
  await press("Keys");
  expect(await player.locator(".popover").isVisible()).toBe(true);
  await player.page().keyboard.press("Escape");
  expect(await player.locator(".popover").isVisible()).toBe(false);

  await press(`First ${unit}`);
  await shows(first);
}

/** Waits until the figure looks the same for so many frames: what was asked of a worker has come. */
export async function rests(figure: Locator, during = 10): Promise<void> {
  let before = "";
  await expect
    .poll(async () => {
      await frames(figure, during);
      const last = before;
      before = await stillLook(figure);
      return before === last;
    }, patiently)
    .toBe(true);
}
