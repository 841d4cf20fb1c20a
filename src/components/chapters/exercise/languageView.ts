import type { CellId } from "../../../exercise/cells/cells.js";
import { translate } from "../../../exercise/export/python.js";
import { languages } from "../../../language/translate/language.js";
import type { Language } from "../../../language/translate/language.js";
import { choice } from "../../controls/choice.js";
import { element } from "../../dom/element.js";

/** A formula as it is typed here, and the same in PyTorch, NumPy and JAX, to choose from. */
export function languageView(id: CellId, source: string, label: string): HTMLElement {
  const code = element("pre", { class: "exercise-code", tabindex: 0, role: "region", "aria-label": label });
  const show = (language: Language | "lab"): void => {
    const translated = language === "lab" ? { code: source } : translate(id, source, language);
    code.textContent = "code" in translated ? translated.code : `It can't be translated: ${translated.problem}`;
  };
  const which = choice<Language | "lab">({
    label: `${label}, in`,
    options: [{ value: "lab", label: "this page" }, ...languages.map(({ id, name }) => ({ value: id, label: name }))]
  });
  which.addEventListener("input", () => show(which.value));
  show("lab");
  return element("div", { class: "exercise-language" }, which, code);
}
