/** What every control is: an element with a value that may be set, and that emits `input` when the reader changes it. */
export type Control<T, E extends Element = HTMLElement> = E & { value: T };

/**
 * Gives an element its `value`. Setting it redraws the control and, as for the browser's own inputs, emits nothing.
 */
export function withValue<T, E extends Element>(root: E, get: () => T, set: (value: T) => void): Control<T, E> {
  Object.defineProperty(root, "value", { get, set, enumerable: true, configurable: true });
  return root as Control<T, E>;
}

/** Tells listeners of the control that its value has changed. */
export function emitInput(root: Element): void {
  root.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Keeps the events of the inputs a control is made of inside it: only the control itself emits,
 * and only when its value is set. Call before any other listener is added to the root.
 */
export function keepInside(root: Element): void {
  for (const type of ["input", "change"] as const) {
    root.addEventListener(type, (event) => {
      if (event.target !== root) event.stopImmediatePropagation();
    });
  }
}
