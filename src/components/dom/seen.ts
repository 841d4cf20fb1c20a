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
