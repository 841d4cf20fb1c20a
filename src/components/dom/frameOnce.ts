import { near } from "./seen.js";

/** Milliseconds of drawing after which a frame leaves the rest to the next. */
const frameShare = 6;

/** What is to be drawn, in the order in which it was asked for. */
const pending = new Set<() => void>();

/** How much of an element is still to be drawn. */
const undrawn = new WeakMap<Element, number>();

/**
 * A function that may be called at any rate; `draw` runs once in the next animation frame, or where that has had its
 * share of drawing, in one soon after.
 * @param place where it is drawn, if anywhere: the first time waits until the reader is near; until all of it is drawn,
 * it is marked `data-undrawn`
 */
export function frameOnce(draw: () => void, place?: Element): () => void {
  let isNew = true;
  const run = (): void => {
    if (!pending.delete(run)) return;
    try {
      draw();
    } finally {
      if (place) count(place, -1);
    }
  };
  return () => {
    if (pending.has(run)) return;
    pending.add(run);
    if (place) count(place, 1);
    if (isNew && place) void near(place).then(() => first(run));
    else if (isNew) first(run);
    else inFrame(run);
    isNew = false;
  };
}

function count(place: Element, more: number): void {
  const left = (undrawn.get(place) ?? 0) + more;
  undrawn.set(place, left);
  place.toggleAttribute("data-undrawn", left > 0);
}

/** Draws now what waits for a frame: paper has none. */
export function drawPending(): void {
  for (const run of [...pending]) run();
}

/** Later pictures, oldest first. What a slow phone can't draw in one frame, it draws in two and stays answerable. */
const framed: (() => void)[] = [];
let isAskedFor = false;

function inFrame(run: () => void): void {
  framed.push(run);
  askForFrame();
}

function askForFrame(): void {
  if (isAskedFor || framed.length === 0) return;
  isAskedFor = true;
  requestAnimationFrame(drawFrame);
}

function drawFrame(): void {
  isAskedFor = false;
  const started = performance.now();
  // What is asked for meanwhile is for the next frame.
  for (let left = framed.length; left > 0 && performance.now() - started < frameShare; left--) attempt(framed.shift()!);
  askForFrame();
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
  attempt(firstDraws[0]);
  firstDraws.shift();
  if (firstDraws.length > 0) setTimeout(drawFirst);
}

/** A figure that fails does not take the others along. */
function attempt(run: () => void): void {
  try {
    run();
  } catch (error) {
    reportError(error);
  }
}
