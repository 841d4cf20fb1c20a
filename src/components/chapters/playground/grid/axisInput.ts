import { inAddress } from "../../../controls/address.js";
import type { Codec } from "../../../controls/address.js";
import { choice } from "../../../controls/choice.js";
import { emitInput, keepInside, withValue } from "../../../controls/control.js";
import type { Control } from "../../../controls/control.js";
import { element, uniqueId } from "../../../dom/element.js";
import { messageOf } from "../../../dom/errorBox.js";
import type { GridAxis } from "./gridPlan.js";
import { readValues, settingNames, settingOf, valueText } from "./gridSettings.js";
import type { SettingName } from "./gridSettings.js";

const listed = ({ setting, values }: GridAxis) => values.map((value) => valueText(setting, value));

/** A side of the grid in the address, as in "rate:0.01,0.02". */
export const axisCodec: Codec<GridAxis> = {
  parse(text) {
    const [name] = text.split(":", 1);
    const values = text.slice(name.length + 1);
    const setting = settingNames.find((each) => each === name);
    if (!setting) throw new Error(`must begin with one of ${settingNames.join(", ")}, and a colon`);
    try {
      return { setting, values: readValues(setting, values) };
    } catch (error) {
      throw new Error(`must hold values after the colon. ${messageOf(error)}`, { cause: error });
    }
  },
  // To the last digit, of which the box shows ten.
  format: ({ setting, values }) =>
    `${setting}:${values.map((value) => (value === null ? valueText(setting, value) : String(value))).join(",")}`
};

/** A setting, chosen, and its values, typed; kept in the address. What is typed and wrong is named under it, and the last values stay in force. */
export function axisInput(name: string, label: string, start: SettingName): Control<GridAxis> {
  let value: GridAxis = { setting: start, values: settingOf(start).usual };
  const which = choice<SettingName>({
    label,
    kind: "select",
    options: settingNames.map((each) => ({ value: each, label: settingOf(each).label })),
    value: start
  });
  const [id, faultId] = [uniqueId("values"), uniqueId("fault")];
  const box = element("input", {
    ...{ type: "text", id, class: "box grid-values", autocomplete: "off", spellcheck: "false" },
    "aria-describedby": faultId
  });
  const fault = element("p", { class: "fault", id: faultId, "aria-live": "polite" });
  const root = element(
    "div",
    { class: "control" },
    which,
    element("label", { class: "control-label", for: id }, `Its values, ${label.toLowerCase()}`),
    box,
    fault
  );
  keepInside(root);

  function complain(text: string): void {
    fault.textContent = text;
    if (text) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }

  function take(next: GridAxis): void {
    value = next;
    which.value = next.setting;
    box.value = listed(next).join(", ");
    complain("");
  }

  which.addEventListener("input", () => {
    take({ setting: which.value, values: settingOf(which.value).usual });
    emitInput(root);
  });
  box.addEventListener("input", () => {
    try {
      value = { ...value, values: readValues(value.setting, box.value) };
      complain("");
      emitInput(root);
    } catch (error) {
      complain(`${messageOf(error)} ${listed(value).join(", ")} stay in force.`);
    }
  });
  take(value);
  return inAddress(
    name,
    withValue<GridAxis, HTMLElement>(root, () => value, take),
    axisCodec
  );
}
