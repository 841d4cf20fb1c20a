import { emitInput, keepInside, withValue } from "../../../controls/control.js";
import type { Control } from "../../../controls/control.js";
import { isRead, numberText, readNumber } from "../../../controls/numberText.js";
import type { NumberRule } from "../../../controls/numberText.js";
import { element, uniqueId } from "../../../dom/element.js";

export interface NumberInputOptions extends NumberRule {
  readonly label: string;
  readonly value: number;
  /** what stands beside the box, such as a button */
  readonly beside?: HTMLElement;
}

/** A number to type. What is wrong stays in the box with the reason under it; the last valid value stays in force. */
export function numberInput({ label, value: first, beside, ...rule }: NumberInputOptions): Control<number> {
  let value = first;
  const id = uniqueId("number");
  const faultId = uniqueId("fault");
  const box = element("input", {
    type: "text",
    id,
    class: "box",
    inputmode: (rule.min ?? -1) < 0 ? "text" : "decimal",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": faultId
  });
  const fault = element("p", { class: "fault", id: faultId, "aria-live": "polite" });
  const root = element(
    "div",
    { class: "control number-input" },
    element("label", { class: "control-label", for: id }, label),
    element("div", { class: "run-row" }, box, beside),
    fault
  );
  keepInside(root);
  box.value = numberText(value);

  function complain(text: string): void {
    fault.textContent = text;
    if (text) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }

  box.addEventListener("input", () => {
    const read = readNumber(box.value, rule);
    complain("error" in read ? `${read.error} ${numberText(value)} stays in force.` : "");
    if ("error" in read || read.value === value) return;
    value = read.value;
    emitInput(root);
  });
  box.addEventListener("change", () => {
    if (!box.hasAttribute("aria-invalid")) box.value = numberText(value);
  });
  return withValue<number, HTMLDivElement>(
    root,
    () => value,
    (next) => {
      value = next;
      complain("");
      if (document.activeElement !== box || !isRead(box.value, next)) box.value = numberText(next);
    }
  );
}
