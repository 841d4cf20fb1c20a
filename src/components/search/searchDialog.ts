import { FileAttachment } from "observablehq:stdlib";
import { findPassages } from "../../search/findPassages.js";
import type { Found } from "../../search/findPassages.js";
import type { Passage } from "../../search/passage.js";
import { element, uniqueId } from "../dom/element.js";
import { errorBox } from "../dom/errorBox.js";

const most = 20;

/**
 * A dialog that searches the site's prose as one types. Enter opens the first passage found; the arrow keys go through
 * them. The index is loaded when the dialog is first opened.
 */
export function searchDialog(): { open(): void } {
  const [inputId, countId] = [uniqueId("search"), uniqueId("search-count")];
  const input = element("input", {
    ...{ id: inputId, type: "search", class: "box", "aria-describedby": countId },
    ...{ autocomplete: "off", spellcheck: "false", enterkeyhint: "go" }
  });
  const close = element("button", { type: "button", class: "button" }, "Close");
  const count = element("p", { id: countId, class: "search-count", role: "status" });
  const list = element("ol", { class: "search-results" });
  const failure = errorBox();
  const dialog = element(
    "dialog",
    { class: "search", "aria-label": "Search" },
    element("label", { for: inputId }, "Search these pages"),
    element("div", { class: "search-row" }, input, close),
    count,
    failure,
    list
  );
  document.body.append(dialog);
  let passages: readonly Passage[] | null = null;

  async function load(): Promise<void> {
    try {
      passages = (await FileAttachment("../../data/search.json").json()) as Passage[];
      failure.update(null);
    } catch (error) {
      failure.update(error);
    }
    show();
  }

  function show(): void {
    if (!passages) return void (count.textContent = "");
    const found = findPassages(passages, input.value);
    count.textContent = countOf(input.value, found.length);
    list.replaceChildren(...found.slice(0, most).map(itemOf));
  }

  function links(): HTMLAnchorElement[] {
    return [...list.querySelectorAll("a")];
  }

  /** One up or down from where the focus is; above the first stands the input. */
  function move(by: 1 | -1): void {
    const all: HTMLElement[] = [input, ...links()];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.min(all.length - 1, Math.max(0, at + by))].focus();
  }

  input.addEventListener("input", show);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    // The page's own keys, as those of a lecture, are not meant here.
    event.stopPropagation();
    const by = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
    if (by) move(by);
    else if (event.key === "Enter" && event.target === input) links()[0]?.click();
    // In a browser's own way, the first Escape would only empty the input.
    else if (event.key === "Escape") dialog.close();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    // A place on the same page is reached under the dialog; a click on what surrounds it is on the dialog itself.
    if (event.target === dialog || (event.target as Element).closest("a")) dialog.close();
  });

  return {
    open() {
      if (!dialog.open) dialog.showModal();
      input.select();
      if (passages) show();
      else void load();
    }
  };
}

function countOf(query: string, found: number): string {
  if (query.trim() === "") return "Type a word: chapters, cells of the lab, terms and sources are searched.";
  if (found === 0) return `Nothing on these pages has “${query.trim()}”.`;
  if (found === 1) return "1 passage";
  return found > most ? `${found} passages; the first ${most}:` : `${found} passages`;
}

function itemOf({ passage: { page, section, href }, excerpt }: Found): HTMLLIElement {
  const words = excerpt.map((part, i) => (i % 2 === 1 ? element("mark", {}, part) : part));
  return element(
    "li",
    {},
    element(
      "a",
      { href: `./${href}` },
      element("span", { class: "search-place" }, `${page} › ${section}`),
      element("span", { class: "search-excerpt" }, ...words)
    )
  );
}
