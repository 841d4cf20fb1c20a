/**
 * Lets whatever is larger than its place, as a long formula on a phone, be reached and scrolled by keys;
 * what fits is no tab stop. What is too far from view to be laid out is one until it is known to fit. What somebody else
 * has made a tab stop, such as a formula whose letters are gone through, stays as it is.
 * @param name what such a thing is called for who hears it
 * @returns looks again, for who has changed what is in them
 */
export function scrollByKeys(targets: Iterable<HTMLElement>, name: string): () => void {
  const all = [...targets];
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target as HTMLElement)));
  for (const target of all) observer.observe(target);
  setTimeout(() => all.filter(isFar).forEach(makeStop), 200);
  // A font that arrives widens the content and leaves the place as it was.
  const again = () => {
    if (all.some(({ isConnected }) => isConnected)) all.forEach(reach);
    else document.fonts.removeEventListener("loadingdone", again);
  };
  document.fonts.addEventListener("loadingdone", again);
  return () => all.forEach(reach);

  function reach(target: HTMLElement): void {
    // To ask for the width of what is far would lay it out, and the observer says nothing of it.
    if (isFar(target)) makeStop(target);
    else if (target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1)
      makeStop(target);
    else if (target !== document.activeElement && target.getAttribute("aria-label") === name)
      for (const attribute of ["tabindex", "role", "aria-label"]) target.removeAttribute(attribute);
  }

  function makeStop(target: HTMLElement): void {
    if (target.tabIndex >= 0) return;
    target.setAttribute("tabindex", "0");
    target.setAttribute("role", "group");
    target.setAttribute("aria-label", name);
  }
}

/** Whether an element is too far from view to be laid out. */
function isFar(target: HTMLElement): boolean {
  return target.isConnected && !target.checkVisibility({ contentVisibilityAuto: true });
}
