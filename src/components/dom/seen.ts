/**
 * Resolves once an element is in view: what is costly can wait until then.
 * @param rootMargin how far round the window counts as in view, as an IntersectionObserver has it
 */
export function seen(target: Element, rootMargin = "0px"): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin }
    );
    observer.observe(target);
  });
}

/** Milliseconds after which a page has everything, wherever the reader is: it may be searched, or looked at from afar. */
const patience = 8000;

/** Resolves when the reader comes within a screen of an element, or at the latest after eight seconds. */
export async function near(target: Element): Promise<void> {
  await Promise.race([seen(target, "100%"), new Promise<void>((resolve) => setTimeout(resolve, patience))]);
}

/**
 * Loads something for the place of the cell that calls it, when the reader comes near: what a phone needn't load does
 * not hold up its first seconds.
 * @param display the cell's, which marks the place
 */
export async function whenNear<T>(display: (place: HTMLElement) => void, load: () => Promise<T>): Promise<T> {
  const place = document.createElement("span");
  display(place);
  await near(place);
  place.remove();
  return load();
}
