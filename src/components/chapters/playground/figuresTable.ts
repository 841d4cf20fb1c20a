import { element } from "../../dom/element.js";

/**
 * A table of figures in a region of its own that scrolls sideways where it has no room.
 * @param columns their heads: words, or buttons
 * @param label of the region, for who can't see it
 */
export function figuresTable(
  caption: string,
  columns: readonly (string | HTMLElement)[],
  label = caption
): { element: HTMLDivElement; body: HTMLTableSectionElement } {
  const body = element("tbody");
  const table = element(
    "table",
    { class: "score-table" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
    body
  );
  return {
    element: element("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": label }, table),
    body
  };
}
