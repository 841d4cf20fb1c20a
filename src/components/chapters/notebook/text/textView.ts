import { element } from "../../../dom/element.js";
import { scrollByKeys } from "../../../dom/scrollByKeys.js";

/** HTML of texts rendered when the site was built, by their source. */
export type RenderedTexts = Readonly<Record<string, string>>;

export interface TextView {
  readonly element: HTMLElement;
  update(source: string): void;
}

/**
 * A text cell as the reader sees it. A text that the site itself brought is there at once, rendered when the site was
 * built; for any other, Markdown, KaTeX and DOMPurify are loaded when the first one is met.
 */
export function textView(source: string, rendered: RenderedTexts): TextView {
  const root = element("div", { class: "text-view" });
  let shown: string | null = null;
  update(source);

  function update(next: string): void {
    if (next === shown) return;
    shown = next;
    if (Object.hasOwn(rendered, next)) {
      root.innerHTML = rendered[next];
      reachFormulas();
      return;
    }
    if (next.trim() === "") {
      root.replaceChildren(element("p", { class: "text-empty" }, "An empty text. Select it to write."));
      return;
    }
    if (root.childElementCount === 0) root.replaceChildren(element("p", { class: "text-plain" }, next));
    import("./cleanHtml.js").then(
      ({ cleanHtml }) => {
        if (shown !== next) return;
        root.replaceChildren(cleanHtml(next));
        reachFormulas();
      },
      () => {
        if (shown === next) root.replaceChildren(element("p", { class: "text-plain" }, next));
      }
    );
  }

  function reachFormulas(): void {
    scrollByKeys(root.querySelectorAll(".katex-display"), "formula, wider than the screen");
  }

  return { element: root, update };
}
