/**
 * Resolves once the reader has come to a figure, or past it by a link or the End key. Observable's `visibility` waits
 * for the figure itself, and so for ever if the reader jumps over it.
 */
export function reached(figure: Element): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      // What has been scrolled past, however far, counts as seen.
      { rootMargin: "1000000px 0px 0px 0px" }
    );
    observer.observe(figure);
  });
}
