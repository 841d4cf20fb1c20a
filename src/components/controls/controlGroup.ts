import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element } from "../dom/element.js";

type Controls = Record<string, Control<unknown>>;
type ValuesOf<C extends Controls> = { [Name in keyof C]: C[Name]["value"] };

/** Several controls as one, whose value has a field for each. Setting some fields leaves the others. */
export function controlGroup<C extends Controls>(label: string, controls: C): Control<ValuesOf<C>> {
  const root = element(
    "fieldset",
    { class: "control-group" },
    element("legend", { class: "visually-hidden" }, label),
    ...Object.values(controls)
  );
  keepInside(root);
  for (const control of Object.values(controls)) control.addEventListener("input", () => emitInput(root));
  const read = () => Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value]));
  return withValue<ValuesOf<C>, HTMLFieldSetElement>(
    root,
    () => read() as ValuesOf<C>,
    (values) => {
      for (const [name, value] of Object.entries(values)) controls[name].value = value;
    }
  );
}
