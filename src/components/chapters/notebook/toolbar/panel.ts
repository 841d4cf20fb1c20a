import { element, uniqueId } from "../../../dom/element.js";
import { icon } from "../../../dom/icon.js";

/** A dialog over the page with a title and a way out; Escape closes it, and the focus goes back to where it was. */
export interface Panel {
  readonly element: HTMLDialogElement;
  open(...content: Node[]): void;
  close(): void;
}

export function panel(title: string): Panel {
  const titleId = uniqueId("panel");
  const body = element("div", { class: "panel-body" });
  const shut = element(
    "button",
    { type: "button", class: "icon-button panel-close", "aria-label": "Close" },
    icon("close")
  );
  const dialog = element(
    "dialog",
    { class: "panel", "aria-labelledby": titleId },
    element("header", { class: "panel-head" }, element("h2", { id: titleId }, title), shut),
    body
  );
  shut.addEventListener("click", () => dialog.close());
  // A click on the backdrop is a click on the dialog itself, outside what is in it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // Keys typed here are no commands to the cells.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  return {
    element: dialog,
    open(...content) {
      body.replaceChildren(...content);
      if (!dialog.isConnected) document.querySelector("main")!.append(dialog);
      if (!dialog.open) dialog.showModal();
    },
    close: () => dialog.close()
  };
}
