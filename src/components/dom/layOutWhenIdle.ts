/** Milliseconds of layout at a time: an input waits no longer than that. */
const share = 4;

// Safari has no requestIdleCallback.
const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 50));

const waiting: Element[] = [];

/**
 * Elements that the style sheet lays out only near the reader are laid out for good, in their order, while the page is
 * idle. After that the page is whole, as pictures of all of it and its scroll bar have it. They are marked
 * `data-laid-out`, which the style sheet leaves alone.
 */
export function layOutWhenIdle(...elements: readonly Element[]): void {
  if (elements.length === 0) return;
  waiting.push(...elements);
  if (waiting.length === elements.length) whenIdle(layOutSome);
}

function layOutSome(): void {
  const until = performance.now() + share;
  while (waiting.length > 0 && performance.now() < until) {
    const element = waiting.shift()!;
    element.toggleAttribute("data-laid-out", true);
    element.getBoundingClientRect();
  }
  if (waiting.length > 0) whenIdle(layOutSome);
}
