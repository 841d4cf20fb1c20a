/**
 * Lets whatever is wider than its place, as a long formula on a phone, be reached and scrolled by keys;
 * what fits is no tab stop.
 * @param name what such a thing is called for who hears it
 */
export function scrollByKeys(targets: Iterable<HTMLElement>, name: string): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      // A formula whose letters are reached by keys is a tab stop already.
      if (target.querySelector("[data-symbol][tabindex]")) continue;
      const wide = target.scrollWidth > target.clientWidth + 1;
      if (wide) {
        target.setAttribute("tabindex", "0");
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", name);
      } else for (const attribute of ["tabindex", "role", "aria-label"]) target.removeAttribute(attribute);
    }
  });
  for (const target of targets) observer.observe(target);
}
