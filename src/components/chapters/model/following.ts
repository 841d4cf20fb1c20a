import type { Control } from "../../controls/control.js";
import { frameOnce } from "../../dom/frameOnce.js";

/**
 * An element that follows a control: it is shown the control's value now, and after each change, at most once a frame.
 * @param show puts a value into the element
 */
export function following<Value, E extends HTMLElement>(
  control: Control<Value>,
  element: E,
  show: (element: E, value: Value) => void
): E {
  show(element, control.value);
  control.addEventListener(
    "input",
    frameOnce(() => show(element, control.value))
  );
  return element;
}
