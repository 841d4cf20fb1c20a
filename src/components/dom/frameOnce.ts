/** A function that may be called at any rate; `draw` runs once in the next animation frame. */
export function frameOnce(draw: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      draw();
    });
  };
}
