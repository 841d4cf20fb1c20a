/**
 * From a slider's input to the pictures, in Chromium on the built site: the whole lab (300 epochs of CD-1 on 500
 * points, 500 chains of 1000 steps, every figure) anew for each of a number of moves. Run alone it prints its figures.
 */
import { pathToFileURL } from "node:url";
import { desktop, openSite } from "../browser/browser.js";
import { median } from "./median.js";

export interface Dragging {
  readonly moves: number;
  /** milliseconds from the input event to the frame after the first figure changed, one a move */
  readonly first: readonly number[];
  /** … after the last figure of the whole lab was drawn */
  readonly last: readonly number[];
  /** milliseconds of the longest task on the page's thread meanwhile; 0 where none reached 50 ms */
  readonly longestTask: number;
  /** milliseconds from one input to the next during a drag at 60 moves a second, and how many runs finished */
  readonly frames: { readonly median: number; readonly worst: number };
}

export async function measureDragging(moves = 30): Promise<Dragging> {
  const site = await openSite();
  try {
    const { page } = await site.open("/training", desktop);
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    await page.locator(".run button").first().waitFor();
    await page.waitForTimeout(2000);
    // The runner names every function by a helper that the page has not.
    await page.evaluate("globalThis.__name = (f) => f");
    return await page.evaluate(async (moves) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const painted = async () => {
        await frame();
        await new Promise((resolve) => setTimeout(resolve));
        return performance.now();
      };
      let longestTask = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
      }).observe({ type: "longtask" });
      const label = [...document.querySelectorAll("label")].find(({ textContent }) => textContent === "Seed")!;
      const thumb = document.getElementById(label.htmlFor) as HTMLInputElement;
      const status = document.querySelector(".run .run-status")!;
      const charts = document.querySelector(".training-charts")!;
      const changed = (where: Element, until: () => boolean) =>
        new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            if (!until()) return;
            observer.disconnect();
            resolve();
          });
          observer.observe(where, { subtree: true, childList: true, characterData: true, attributeFilter: ["d"] });
        });
      const set = (value: number) => {
        thumb.value = String(value);
        thumb.dispatchEvent(new Event("input", { bubbles: true }));
      };
      const first: number[] = [];
      const last: number[] = [];
      // The first moves start the workers and let the engine compile; a reader's first drag does as much.
      for (let move = -5; move < moves; move++) {
        await frame();
        const started = performance.now();
        const picture = changed(charts, () => true).then(painted);
        const end = changed(status, () => /chains of/.test(status.textContent ?? "")).then(painted);
        set(100 + move);
        const [pictureAt, endAt] = await Promise.all([picture, end]);
        if (move < 0) longestTask = 0;
        else {
          first.push(pictureAt - started);
          last.push(endAt - started);
        }
      }
      const gaps: number[] = [];
      let before = await frame();
      for (let move = 0; move < 120; move++) {
        set(200 + move);
        const now = await frame();
        gaps.push(now - before);
        before = now;
      }
      gaps.sort((a, b) => a - b);
      return {
        moves,
        first,
        last,
        longestTask,
        frames: { median: gaps[gaps.length >> 1], worst: gaps[gaps.length - 1] }
      };
    }, moves);
  } finally {
    await site.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { first, last, longestTask, frames, moves } = await measureDragging();
  console.log(
    `${moves} moves: first picture ${median(first).toFixed(0)} ms, whole lab ${median(last).toFixed(0)} ms (medians); ` +
      `longest task ${longestTask.toFixed(0)} ms; frames while dragging ${frames.median.toFixed(1)} ms, ` +
      `at worst ${frames.worst.toFixed(0)} ms`
  );
}
