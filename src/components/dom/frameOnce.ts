import { near } from "./seen.js";

const pending = new Set<() => void>();

/**
 * A function that may be called at any rate; `draw` runs once in the next animation frame.
 * @param place where it is drawn, if anywhere: the first time waits until the reader is near
 */
export function frameOnce(draw: () => void, place?: Element): () => void {
  let isNew = true;
  const run = (): void => {
    if (pending.delete(run)) draw();
  };
  return () => {
    if (pending.has(run)) return;
    pending.add(run);
    if (isNew && place) void near(place).then(() => first(run));
    else if (isNew) first(run);
    else requestAnimationFrame(run);
    isNew = false;
  };
}

/** Draws now what waits for a frame: paper has none. */
export function drawPending(): void {
  for (const run of [...pending]) run();
}

/**
 * First pictures, oldest first, each in a task of its own: a page that fills answers a finger in between, and no frame
 * has to lay out the page and draw all its figures.
 */
const firstDraws: (() => void)[] = [];

function first(run: () => void): void {
  firstDraws.push(run);
  if (firstDraws.length === 1) requestAnimationFrame(() => setTimeout(drawFirst));
}

function drawFirst(): void {
  const run = firstDraws[0];
  try {
    run();
  } finally {
    firstDraws.shift();
    if (firstDraws.length > 0) setTimeout(drawFirst);
  }
}
