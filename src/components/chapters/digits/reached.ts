import { seen } from "../../dom/seen.js";

/**
 * Resolves once the reader has come to a figure, or past it by a link or the End key. Observable's `visibility` waits
 * for the figure itself, and so for ever if the reader jumps over it.
 */
export function reached(figure: Element): Promise<void> {
  // What has been scrolled past, however far, counts as seen.
  return seen(figure, "1000000px 0px 0px 0px");
}
