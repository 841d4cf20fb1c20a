import type { Notebook } from "../../../notebook/document/notebook.js";
import { toAddress } from "../../../notebook/files/address.js";
import { button } from "../../controls/button.js";
import { choice } from "../../controls/choice.js";
import { toggle } from "../../controls/toggle.js";
import { element, uniqueId } from "../../dom/element.js";
import { messageOf } from "../../dom/errorBox.js";
import { panel } from "./toolbar/panel.js";

export interface ShareOptions {
  readonly notebook: Notebook;
  /** the cells that can be shown alone, by id */
  readonly cells: readonly { readonly id: string; readonly label: string }[];
  /** the cell chosen at first */
  readonly cell: string | null;
  readonly onSave: () => void;
}

/** The notebook as an address, and one of its cells as a piece of HTML for any site. */
export async function openShare(options: ShareOptions): Promise<void> {
  const dialog = panel("Share");
  let fragment: string;
  try {
    fragment = await toAddress(options.notebook);
  } catch (error) {
    dialog.open(
      element("p", {}, messageOf(error)),
      element("div", { class: "run-row" }, button({ label: "Save as a file", primary: true, onClick: options.onSave }))
    );
    return;
  }
  const page = (path: string): URL => new URL(path, location.href.replace(/[^/]*([?#].*)?$/, ""));
  const link = page("./notebook");
  link.hash = fragment;
  const copyable = [
    copyBox(
      "Link",
      "Whoever follows it gets a copy of this notebook, as it is now. Nothing is kept on a server.",
      () => link.href
    )
  ];
  dialog.element.addEventListener("close", () => dialog.element.remove());
  if (options.cells.length === 0) return dialog.open(...copyable.map(({ root }) => root));

  const cell = choice<string>({
    label: "Cell",
    kind: "select",
    options: options.cells.map(({ id, label }) => ({ value: id, label })),
    value: options.cells.some(({ id }) => id === options.cell) ? options.cell! : options.cells.at(-1)!.id
  });
  const inputs = toggle({ label: "With the inputs it depends on", value: true });
  const snippet = copyBox(
    "One cell on another site",
    "Paste this into any page. The frame takes the height of what it shows.",
    () => embedSnippet(page("./embed"), fragment, cell.value, inputs.value, options.notebook.name)
  );
  for (const control of [cell, inputs]) control.addEventListener("input", snippet.refresh);
  dialog.open(
    ...copyable.map(({ root }) => root),
    element("hr", {}),
    snippet.root,
    element("div", { class: "share-choices" }, cell, inputs)
  );
}

/** An iframe, and the few lines that give it the height that it asks for. */
function embedSnippet(embed: URL, fragment: string, cell: string, inputs: boolean, title: string): string {
  const url = new URL(embed);
  url.searchParams.set("cell", cell);
  if (!inputs) url.searchParams.set("inputs", "no");
  url.hash = fragment;
  const quoted = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return [
    `<iframe src="${quoted(url.href)}" title="${quoted(title)}" width="100%" height="480" style="border:0" loading="lazy"></iframe>`,
    `<script>addEventListener("message", ({source, data}) => { if (data?.rbmHeight > 0) for (const f of document.querySelectorAll("iframe")) if (f.contentWindow === source) f.height = data.rbmHeight; })</script>`
  ].join("\n");
}

/** A text to copy, with a button that does. */
function copyBox(label: string, note: string, text: () => string): { root: HTMLElement; refresh: () => void } {
  const id = uniqueId("copy");
  const box = element("textarea", { class: "box copy-box", id, readonly: true, rows: 3, spellcheck: "false" });
  const status = element("span", { class: "run-status", role: "status" });
  const refresh = (): void => {
    box.value = text();
    status.textContent = "";
  };
  refresh();
  box.addEventListener("focus", () => box.select());
  const copy = button({
    label: "Copy",
    primary: true,
    onClick() {
      navigator.clipboard.writeText(box.value).then(
        () => (status.textContent = "Copied."),
        () => {
          box.focus();
          status.textContent = "Press Ctrl-C to copy.";
        }
      );
    }
  });
  return {
    refresh,
    root: element(
      "div",
      { class: "control copy" },
      element("label", { class: "control-label", for: id }, label),
      element("p", { class: "control-note" }, note),
      box,
      element("div", { class: "run-row" }, copy, status)
    )
  };
}
