/** What a page hands to Framework's client; of the rest this file knows nothing. */
interface Cell {
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

/** Milliseconds: a frame that took longer is followed by one with fewer new cells. A phone is four times as slow. */
const enough = 6;

/**
 * Framework starts all cells of a page in one frame. Here they start in the page's order, as many a frame as leave it
 * time to answer a finger. A cell never starts before those whose names it uses.
 */
export function paceCells<C extends Cell>(define: (cell: C) => void): (cell: C) => void {
  const waiting = new Set<C>();
  const makers = new Map<string, C>();
  let batch = 1;

  function start(cell: C): void {
    if (!waiting.delete(cell)) return;
    for (const name of cell.inputs ?? []) {
      const maker = makers.get(name);
      if (maker) start(maker);
    }
    define(cell);
  }

  function startSome(): void {
    if (waiting.size === 0) return;
    // Asked for before the cells are: the client computes them in the same frame, after this.
    requestAnimationFrame(() => {
      const began = performance.now();
      setTimeout(() => {
        batch = performance.now() - began < enough ? batch * 2 : Math.max(1, batch >> 1);
        startSome();
      });
    });
    for (const cell of [...waiting].slice(0, batch)) start(cell);
  }

  // Paper has no frames to wait for.
  addEventListener("beforeprint", () => [...waiting].forEach(start));

  return (cell) => {
    for (const name of cell.outputs ?? []) makers.set(name, cell);
    waiting.add(cell);
    if (waiting.size === 1) queueMicrotask(startSome);
  };
}
