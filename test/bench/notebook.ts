/**
 * How fast the notebook follows, in Chromium on the built site: a keystroke to the result of the formula that depends on
 * it, `hidden` to the last figure of the course's notebook, and one edit among two hundred cells. Run alone it prints.
 */
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { toAddress } from "../../src/notebook/files/address.js";
import { code, notebookOf } from "../../src/notebook/templates/template.js";
import { desktop, openSite } from "../browser/browser.js";
import { median } from "./median.js";

export interface NotebookSpeed {
  /** milliseconds from a key in `a = 1` to the result of `a + 1` on the page */
  readonly keystroke: readonly number[];
  /** milliseconds from a change of `hidden` to the last figure of the course's notebook, drawn */
  readonly hidden: readonly number[];
  /** milliseconds from an edit to its dependant's result where there are 200 cells */
  readonly among200: readonly number[];
}

export async function measureNotebook(rounds = 11): Promise<NotebookSpeed> {
  const site = await openSite();
  const open = async (cells: string[] | null): Promise<Page> => {
    const hash = cells
      ? `#${await toAddress(
          notebookOf(
            "Bench",
            cells.map((source, at) => code(source, { id: `c${at}` }))
          )
        )}`
      : "";
    const { page } = await site.open(`/notebook${hash}`, desktop);
    await page.locator(".cell").first().waitFor();
    await settled(page);
    await page.waitForTimeout(1500);
    // The runner names every function by a helper that the page has not.
    await page.evaluate("globalThis.__name = (f) => f");
    return page;
  };
  try {
    const two = await open(["a = 1", "a + 1"]);
    const keystroke = await typing(two, "c0", "c1", rounds);
    await two.context().close();

    // A hundred pairs: the edit reaches one cell of the other 199.
    const many = await open(Array.from({ length: 100 }, (_, i) => [`v${i} = ${i}`, `v${i} + 1`]).flat());
    const among200 = await typing(many, "c100", "c101", rounds);
    await many.context().close();

    const course = await open(null);
    const hidden: number[] = [];
    for (let round = -2; round < rounds; round++) {
      const elapsed = await untilLastFigure(course, 60 + round);
      if (round >= 0) hidden.push(elapsed);
    }
    return { keystroke, hidden, among200 };
  } finally {
    await site.close();
  }
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector(".cell[data-status=running], .cell[data-status=waiting]") === null,
    null,
    { timeout: 60_000 }
  );
}

/** Types one digit after another into a cell, and times each until the page shows its dependant's new result. */
async function typing(page: Page, from: string, to: string, rounds: number): Promise<number[]> {
  await page.locator(`#cell-${from} :is(textarea.source-plain, .cm-content)`).first().click();
  await page.locator(`#cell-${from} .cm-content`).waitFor();
  await page.keyboard.press("End");
  const elapsed: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const shown = page.evaluate(
      (id) =>
        new Promise<number>((resolve) => {
          const result = document.querySelector(`#cell-${id} .result`)!;
          const before = result.textContent;
          let pressed = 0;
          addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true });
          let changed = false;
          // Posted while a frame begins, it comes when the frame is painted: with it all that the frame's callbacks changed.
          const painted = new MessageChannel();
          painted.port1.onmessage = () => changed && resolve(performance.now() - pressed);
          const frame = () => {
            painted.port2.postMessage(null);
            if (!changed) requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
          const observer = new MutationObserver(() => {
            if (!pressed || result.textContent === before) return;
            observer.disconnect();
            changed = true;
            // What a task changed is painted by the next frame.
            requestAnimationFrame(frame);
          });
          observer.observe(result, { subtree: true, childList: true, characterData: true });
        }),
      to
    );
    // The observer has to be there before the key.
    await page.waitForTimeout(100);
    if (round % 5 === 0) await page.keyboard.press("Backspace");
    else await page.keyboard.press(String(1 + (Math.abs(round) % 9)));
    const milliseconds = await shown;
    if (round >= 0) elapsed.push(milliseconds);
    await settled(page);
  }
  return elapsed;
}

/** Sets the number of hidden units, and times the way until every cell is done and painted. */
async function untilLastFigure(page: Page, value: number): Promise<number> {
  const elapsed = await page.evaluate(
    (hidden) =>
      new Promise<number>((resolve) => {
        const box = document.querySelector<HTMLInputElement>("#cell-hidden input[type=text]")!;
        const cells = document.querySelector(".cells")!;
        const isBusy = () => cells.querySelector("[data-status=running], [data-status=waiting]") !== null;
        let wasBusy = false;
        const observer = new MutationObserver(() => {
          wasBusy ||= isBusy();
          if (!wasBusy || isBusy()) return;
          observer.disconnect();
          // The figures draw in the frame that follows.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - started)));
        });
        observer.observe(cells, { subtree: true, attributes: true, attributeFilter: ["data-status"] });
        const started = performance.now();
        box.value = String(hidden);
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    value
  );
  await settled(page);
  await page.waitForTimeout(200);
  return elapsed;
}

export function printNotebook({ keystroke, hidden, among200 }: NotebookSpeed): void {
  console.log(`\n| the notebook in Chromium | ms, median | worst of ${keystroke.length} | reach |\n|---|---|---|---|`);
  const row = (name: string, values: readonly number[], reach: number): void =>
    console.log(`| ${name} | ${median([...values]).toFixed(0)} | ${Math.max(...values).toFixed(0)} | ${reach} |`);
  row("a keystroke to its dependant's result", keystroke, 50);
  row("an edit among 200 cells to its dependant's result", among200, 100);
  row("`hidden` to the last figure of the course's notebook", hidden, 300);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) printNotebook(await measureNotebook());
