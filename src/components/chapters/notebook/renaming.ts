import { renameName } from "../../../notebook/document/renameName.js";
import { button } from "../../controls/button.js";
import { element, uniqueId } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import type { Session } from "./session.js";
import { panel } from "./toolbar/panel.js";

/**
 * Asks for another name. What `rename` throws is shown beside the box, which stays open with what was typed.
 * @param note says what the new name holds for
 */
function askForName(title: string, note: string, name: string, rename: (next: string) => void | Promise<void>): void {
  const asked = panel(title);
  const id = uniqueId("new-name");
  const box = element("input", { class: "box", id, type: "text", autocomplete: "off", spellcheck: "false" });
  box.value = name;
  const failure = errorBox();
  const form = element(
    "form",
    { class: "name-form" },
    element("label", { class: "control-label", for: id }, "New name"),
    box,
    element("p", { class: "control-note" }, note),
    failure,
    element("div", { class: "run-row" }, submit("Rename"), button({ label: "Cancel", onClick: () => asked.close() }))
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    failure.update(null);
    Promise.resolve()
      .then(() => rename(box.value.trim()))
      .then(
        () => asked.close(),
        (error: unknown) => {
          failure.update(error);
          box.focus();
        }
      );
  });
  asked.element.addEventListener("close", () => asked.element.remove());
  asked.open(form);
  box.focus();
  box.select();
}

function submit(label: string): HTMLButtonElement {
  return element("button", { type: "submit", class: "button button-primary" }, label);
}

/** Renames a name in every cell of a notebook. */
export function askForNewName(session: Session, name: string): void {
  askForName(`Rename ${name}`, "It is renamed in every formula; texts and strings stay.", name, (next) => {
    const renamed = renameName(session.notebook, name, next);
    session.edit(() => renamed);
  });
}
