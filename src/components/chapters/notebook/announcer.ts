import { element } from "../../dom/element.js";

/** What a screen reader hears, politely and at most once a moment. */
export interface Announcer {
  readonly element: HTMLElement;
  say(text: string): void;
}

/** Milliseconds that texts are gathered for: only the last is said. */
const pause = 500;

export function announcer(): Announcer {
  const root = element("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element: root,
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // The same words twice are said twice: a reader of the page hears only what changes.
        root.textContent = root.textContent === text ? `${text}\u00a0` : text;
      }, pause);
    }
  };
}
