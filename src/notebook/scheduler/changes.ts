import type { Change } from "./runner.js";

/** Calls back when a picture can be drawn; a page's is requestAnimationFrame. */
export type NextFrame = (callback: () => void) => void;

/** Collects what changed and tells it at most once a frame. */
export class Changes {
  private readonly listeners = new Set<(change: Change) => void>();
  private cells = new Set<string>();
  private graph = false;
  private isAsked = false;

  constructor(private readonly nextFrame: NextFrame) {}

  subscribe(listener: (change: Change) => void): () => void {
    // What changed before anybody listened is seen by who looks.
    if (this.listeners.size === 0) this.forget();
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  cell(id: string): void {
    this.cells.add(id);
    this.ask();
  }

  graphChanged(): void {
    this.graph = true;
    this.ask();
  }

  private ask(): void {
    if (this.isAsked || this.listeners.size === 0) return;
    this.isAsked = true;
    this.nextFrame(() => this.tell());
  }

  private tell(): void {
    const change = { cells: this.cells, graph: this.graph };
    this.isAsked = false;
    this.forget();
    for (const listener of [...this.listeners]) listener(change);
  }

  private forget(): void {
    this.cells = new Set();
    this.graph = false;
  }
}

/** A frame of the page, where there is one; else a sixtieth of a second. */
export const pageFrame: NextFrame = (callback) => {
  if (typeof requestAnimationFrame === "function") requestAnimationFrame(callback);
  else setTimeout(callback, 16);
};
