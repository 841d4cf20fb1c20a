/**
 * Lets whatever is larger than its place, as a long formula on a phone, be reached and scrolled by keys;
 * what fits is no tab stop.
 * @param name what such a thing is called for who hears it
 */
export function scrollByKeys(targets: Iterable<HTMLElement>, name: string): void {
  const all = [...targets];
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target as HTMLElement)));
  for (const target of all) observer.observe(target);
  // A font that arrives widens the content and leaves the place as it was.
  const again = () => {
    if (all.some(({ isConnected }) => isConnected)) all.forEach(reach);
    else document.fonts.removeEventListener("loadingdone", again);
  };
  document.fonts.addEventListener("loadingdone", again);

  function reach(target: HTMLElement): void {
    // A formula whose letters are reached by keys is a tab stop already.
    if (target.querySelector("[data-symbol][tabindex]")) return;
    if (target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1) {
      target.setAttribute("tabindex", "0");
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", name);
    } else for (const attribute of ["tabindex", "role", "aria-label"]) target.removeAttribute(attribute);
  }
}
