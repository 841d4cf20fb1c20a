import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";

/** The button of the header, and Ctrl-K or ⌘K anywhere: either opens the search, which is loaded when first asked for. */
export function searchButton(): HTMLButtonElement {
  const button = element(
    "button",
    { type: "button", class: "search-button", "aria-keyshortcuts": "Control+K Meta+K", "aria-haspopup": "dialog" },
    icon("search"),
    element("span", {}, "Search")
  );
  let opened: Promise<{ open(): void }> | null = null;
  const open = async () => {
    opened ??= import("./searchDialog.js").then(({ searchDialog }) => searchDialog());
    try {
      (await opened).open();
    } catch {
      // Without a network and before the site is kept, it can't be loaded; the next press tries again.
      opened = null;
      button.classList.add("failed");
      button.lastElementChild!.textContent = "Search can’t be loaded";
    }
  };
  button.addEventListener("click", () => void open());
  document.addEventListener("keydown", (event) => {
    const mac = /Mac|iPhone|iPad/.test(navigator.platform);
    const chosen = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (!chosen || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    void open();
  });
  return button;
}
