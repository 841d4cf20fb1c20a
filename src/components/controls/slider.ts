import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element, uniqueId } from "../dom/element.js";
import { numberText, readNumber } from "./numberText.js";
import { logPlaces, placeOfValue, valueOfPlace } from "./sliderScale.js";
import type { SliderRange } from "./sliderScale.js";

export interface SliderOptions extends SliderRange {
  readonly label: string;
  readonly value: number;
  readonly integer?: boolean;
  /** Shown after the number, as in "epochs". */
  readonly units?: string;
  /** A line of explanation under it. */
  readonly note?: string;
}

/**
 * A number, by a slider and by typing. What is typed and wrong stays in the box with the reason under it,
 * and the last valid value stays in force.
 * @throws RangeError where the value it is given lies outside its range, or a log scale does not start above 0
 */
export function slider(options: SliderOptions): Control<number> {
  const { label, min, max, log = false, integer = false } = options;
  if (!(min < max) || (log && !(min > 0))) {
    throw new RangeError(`${label}: the range ${min} to ${max} must grow${log ? " and start above 0" : ""}`);
  }
  const step = options.step ?? (integer ? 1 : undefined);
  const range = { min, max, log, ...(step === undefined ? {} : { step }) };
  let value = checked(options.value);

  const id = uniqueId("slider");
  const faultId = uniqueId("fault");
  const units = options.units ?? "";
  const thumb = element("input", {
    type: "range",
    id,
    ...(log ? { min: 0, max: logPlaces, step: "any" } : { min, max, step: step ?? "any" })
  });
  const box = element("input", {
    type: "text",
    class: "box",
    inputmode: min < 0 ? "text" : "decimal",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": `${label}, as a number`,
    "aria-describedby": faultId
  });
  const fault = element("p", { class: "fault", id: faultId, "aria-live": "polite" });
  const root = element(
    "div",
    { class: "control slider" },
    element("label", { class: "control-label", for: id }, label),
    element("div", { class: "slider-row" }, thumb, box, element("span", { class: "slider-units" }, units)),
    fault,
    options.note ? element("p", { class: "control-note" }, options.note) : null
  );
  keepInside(root);

  function checked(next: number): number {
    const read = readNumber(String(next), { min, max, integer });
    if ("error" in read) throw new RangeError(`${label}: ${read.error}`);
    return read.value;
  }

  function show(): void {
    thumb.value = String(placeOfValue(value, range));
    thumb.setAttribute("aria-valuetext", `${numberText(value)}${units && ` ${units}`}`);
    // Set by another figure while it is typed in, the box keeps "1." and what is wrong, so that typing can go on.
    const read = box === document.activeElement ? readNumber(box.value, { min, max, integer }) : { value: NaN };
    const error = "error" in read ? `${read.error} ${numberText(value)} stays in force.` : "";
    if (!error && !("value" in read && read.value === value)) box.value = numberText(value);
    complain(error);
  }

  function complain(text: string): void {
    fault.textContent = text;
    if (text) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }

  function slideTo(next: number): void {
    value = next;
    box.value = numberText(next);
    show();
  }

  thumb.addEventListener("input", () => {
    const place = thumb.value;
    const next = valueOfPlace(thumb.valueAsNumber, range);
    slideTo(integer ? Math.round(next) : Number(next.toPrecision(12)));
    // The thumb stays under the finger, between two rounded values too.
    thumb.value = place;
    emitInput(root);
  });
  // A log thumb's places are fractions of a decade; keys move it by one of two hundred.
  if (log) {
    thumb.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 20, PageDown: -20 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const next = nextOnLog(by);
      if (next === value) return;
      slideTo(next);
      emitInput(root);
    });
  }

  /** The next value that differs: where values are whole, several places may stand for the same one. */
  function nextOnLog(by: number): number {
    let place = placeOfValue(value, range);
    let next = value;
    while (next === value && place > -1 && place < logPlaces + 1) {
      place += by;
      const raw = valueOfPlace(Math.min(logPlaces, Math.max(0, place)), range);
      next = integer ? Math.round(raw) : Number(raw.toPrecision(12));
    }
    return next;
  }

  box.addEventListener("input", () => {
    const read = readNumber(box.value, { min, max, integer });
    const changed = "value" in read && read.value !== value;
    if (changed) value = read.value;
    show();
    if (changed) emitInput(root);
  });
  // Left with a valid number, the box shows it as it was understood.
  box.addEventListener("change", () => {
    if (!box.hasAttribute("aria-invalid")) box.value = numberText(value);
  });

  show();
  return withValue(
    root,
    () => value,
    (next) => {
      value = checked(next);
      show();
    }
  );
}
