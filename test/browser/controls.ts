/** The controls of a page, found and used as a reader does. */
import type { Locator, Page } from "playwright-core";

/** A slider by its label: its thumb, its box to type in, and what is said of a wrong number. */
export function sliderOf(page: Page, label: string) {
  const root = page.locator(".slider", { has: page.locator(".control-label").getByText(label, { exact: true }) });
  const thumb = root.locator("input[type=range]");
  const box = root.locator(".box");
  return {
    root,
    box,
    fault: root.locator(".fault"),
    /** Presses keys on the thumb. */
    async press(...keys: string[]): Promise<void> {
      for (const key of keys) await thumb.press(key);
    },
    /** Types a number in the box and leaves it. */
    async type(text: string): Promise<void> {
      await box.fill(text);
      await box.blur();
    },
    /** Drags the thumb to a fraction of its track. */
    async drag(to: number): Promise<void> {
      await thumb.scrollIntoViewIfNeeded();
      const { x, y, width, height } = (await thumb.boundingBox())!;
      const at = await thumb.evaluate((input: HTMLInputElement) => {
        const low = Number(input.min);
        return (input.valueAsNumber - low) / (Number(input.max) - low);
      });
      // A thumb's centre keeps half its width from both ends of the track.
      const place = (fraction: number) => x + 10 + fraction * (width - 20);
      await page.mouse.move(place(at), y + height / 2);
      await page.mouse.down();
      await page.mouse.move(place(to), y + height / 2, { steps: 8 });
      await page.mouse.up();
    },
    value: () => root.evaluate((control: HTMLElement & { value: number }) => control.value)
  };
}

/** Chooses one of a segmented control's options by its words. */
export async function choose(scope: Page | Locator, words: string): Promise<void> {
  await scope.getByRole("radio", { name: words, exact: true }).click();
}

/** The values of all controls of a page's text, players and formula cells aside, in their order. */
export function valuesOf(page: Page): Promise<unknown[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement & { value: unknown }>("main .control"))
      .filter((control) => !control.closest(".player") && !control.matches(".run, .matrix"))
      .map((control) => control.value)
  );
}

/**
 * Presses Tab through the whole page, from its first link: what was reached within a part of the page, by accessible
 * name or visible words, up to a colon. The furniture of an article (contents, terms, sources, formulas) is left out.
 */
export async function tabStops(page: Page, within = "main"): Promise<string[]> {
  const stops: string[] = [];
  await page.locator(".skip-link").focus();
  for (let pressed = 0; pressed < 500; pressed += 1) {
    const stop = await page.evaluate((part) => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const labels = (at as HTMLInputElement).labels;
      const name = at.getAttribute("aria-label") ?? (labels?.length ? labels[0].textContent : at.textContent) ?? "";
      const furniture =
        at.closest(
          ".contents, .byline, .way, .cite, .term, .sources, .katex-display, .figure-actions, p > a[href^='#fig-']"
        ) !== null;
      return { name: name.replace(/: .*$/s, "").trim(), inside: at.closest(part) !== null && !furniture };
    }, within);
    if (stop === null) break;
    if (stop.inside) stops.push(stop.name);
    await page.keyboard.press("Tab");
  }
  return stops;
}

/** The buttons and the speed of a player, as Tab reaches them; the frames are called steps or what is given. */
export const playerStops = (mode: string, unit = "step") => [
  `Shown ${unit}`,
  `First ${unit}`,
  ...["Step back", "Play backward", "Pause", "Play", "Step forward"],
  `Last ${unit}`,
  ...["Keys", "Slower", "Faster", mode]
];

/** A slider, as Tab reaches it: the thumb, then the box. */
export const sliderStops = (label: string) => [label, `${label}, as a number`];
