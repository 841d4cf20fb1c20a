/** Resolves after the next frame, in a task of its own: what was added is laid out by then, and a finger is answered. */
export function afterFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
