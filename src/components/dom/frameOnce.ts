/** A function that may be called at any rate; `draw` runs once in the next animation frame, the first time after it. */
export function frameOnce(draw: () => void): () => void {
  let state: "new" | "idle" | "waiting" = "new";
  return () => {
    if (state === "waiting") return;
    const isFirst = state === "new";
    state = "waiting";
    const run = (): void => {
      state = "idle";
      draw();
    };
    if (isFirst) first(run);
    else requestAnimationFrame(run);
  };
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
