/** What a reader sees of a figure, so that a test can say that it changed, or that it did not. */
import { expect } from "vitest";
import type { Locator } from "playwright-core";
import { patience } from "./browser.js";

/** Long enough for a slow machine; nothing waits longer than it has to. */
export const patiently = { timeout: patience, interval: 50 };

/** The pixels of a plane, or the lines of a chart, in short; a cursor and what it reads out are not among them. */
export function look(figure: Locator): Promise<string> {
  return figure.evaluate((root) => {
    const parts = [
      ...Array.from(root.querySelectorAll("canvas"), (canvas) => canvas.toDataURL()),
      ...Array.from(root.querySelectorAll("path.series"), (line) => line.getAttribute("d") ?? ""),
      ...Array.from(
        root.querySelectorAll(".angle-chart-box > svg, svg.dots, svg.plane-sketch"),
        (picture) => picture.innerHTML
      )
    ];
    // FNV-1a
    let hash = 0x811c9dc5;
    for (const letter of parts.join("|")) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    return `${parts.length} parts, ${(hash >>> 0).toString(16)}`;
  });
}

/** Brings a plane into view, which is when it is drawn, and waits until it is. */
export async function drawn(figure: Locator): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await expect.poll(() => figure.locator("canvas[width]").count(), patiently).toBeGreaterThan(0);
}

/** Acts, and waits until the figure looks different. */
export async function changes(figure: Locator, act: () => Promise<unknown>): Promise<void> {
  const before = await look(figure);
  await act();
  await expect.poll(() => look(figure), patiently).not.toBe(before);
}

/**
 * What is seen of a figure that does not move, once all of it is drawn, which on a slow machine may take some frames, and
 * it is back at its place and size: beside a control out of its sight it is a small one for a while.
 */
export async function stillLook(figure: Locator): Promise<string> {
  await figure.evaluate(async (root) => {
    const waited = "[data-undrawn], .in-sight";
    // What was asked for before has begun by the next frame; a figure that gets another size hears of it after one.
    for (let still = 0; still < 3; still += 1) {
      await new Promise(requestAnimationFrame);
      if (root.matches(waited) || root.querySelector(waited)) still = 0;
    }
  });
  return look(figure);
}

/** Waits until two figures look the same: what is on its way to either may come after it has stood still for a while. */
export async function lookAlike(one: Locator, other: Locator): Promise<void> {
  await expect.poll(async () => [await stillLook(one), await stillLook(other)], patiently).toSatisfy(isPair);
}

const isPair = ([one, other]: string[]) => one === other;

/** Acts, gives the page the frames in which it would redraw, and finds the figure as it was. */
export async function leaves(figure: Locator, act: () => Promise<unknown>): Promise<void> {
  // What is on its way to the figure is none of the act's doing.
  await frames(figure, 2);
  const before = await stillLook(figure);
  await act();
  await frames(figure, 5);
  expect(await stillLook(figure)).toBe(before);
}

/** Waits for a number of animation frames. */
export function frames(figure: Locator, count: number): Promise<void> {
  return figure.evaluate(async (_, left) => {
    for (let i = 0; i < left; i += 1) await new Promise(requestAnimationFrame);
  }, count);
}

/** The figure in words, as a screen reader has it. */
export function described(figure: Locator): Promise<string> {
  return figure
    .locator(".plane-picture")
    .getAttribute("aria-label")
    .then((words) => words ?? "");
}

/** Waits until the figure's words match. */
export async function saying(figure: Locator, words: RegExp): Promise<void> {
  await expect.poll(() => described(figure), patiently).toMatch(words);
}

/** The percentage of the draws that the figure's words place on the ring. */
export async function percentOnRing(figure: Locator): Promise<number> {
  const share = /draws, as diamonds, (\d+) % of them/.exec(await described(figure));
  return share ? Number(share[1]) : NaN;
}
