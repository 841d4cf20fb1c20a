import type { InputValue, UploadedFile } from "../../../../notebook/document/notebook.js";
import type { ControlSpec } from "../../../../notebook/values/control.js";
import type { InputFieldValue } from "../../../../notebook/values/value.js";
import { button } from "../../../controls/button.js";
import { choice } from "../../../controls/choice.js";
import { emitInput } from "../../../controls/control.js";
import type { Control } from "../../../controls/control.js";
import { slider } from "../../../controls/slider.js";
import { toggle } from "../../../controls/toggle.js";
import { csvInput } from "./csvInput.js";
import { numberInput } from "./numberInput.js";

export interface InputView {
  readonly element: HTMLElement;
  /** @returns false where the cell now describes another control, and another must take its place */
  update(input: InputFieldValue): boolean;
}

/** The control that an input cell describes. @param onInput is told what the reader sets it to */
export function inputView(first: InputFieldValue, onInput: (value: InputValue) => void): InputView {
  const control = controlOf(first.control, plain(first.value));
  const key = JSON.stringify(first.control);
  control.addEventListener("input", () => {
    if (control.value !== null) onInput(control.value);
  });
  return {
    element: control,
    update(next) {
      if (JSON.stringify(next.control) !== key) return false;
      const value = plain(next.value);
      // While a slider is dragged, values that come back late must not pull it back.
      if (value !== null && value !== control.value && !control.matches(":focus-within, :active"))
        control.value = value;
      return true;
    }
  };
}

/** What an input's value is for its control. */
function plain(value: InputFieldValue["value"]): InputValue | null {
  switch (value?.kind) {
    case "tensor":
      return value.values[0];
    case "string":
      return value.text;
    case "boolean":
      return value.holds;
    case "file":
      return value.file;
    default:
      return null;
  }
}

type AnyControl = Control<InputValue | null>;

function controlOf(spec: ControlSpec, value: InputValue | null): AnyControl {
  const { label } = spec;
  switch (spec.kind) {
    case "slider": {
      const { min, max, step, log } = spec;
      const integer = Number.isInteger(min) && step !== null && Number.isInteger(step);
      const limits = { min, max, log, integer, ...(step === null ? {} : { step }) };
      return slider({ label, ...limits, value: Number(value ?? spec.initial) });
    }
    case "number":
      return numberInput({
        label,
        min: spec.min,
        max: spec.max,
        value: Number(value ?? spec.initial)
      });
    case "select": {
      const options = spec.options.map((each) => ({ value: each, label: each }));
      const kind = spec.options.join("").length < 40 ? "segmented" : "select";
      return choice<string>({ label, options, kind, value: String(value ?? spec.initial) });
    }
    case "toggle":
      return toggle({ label, value: Boolean(value ?? spec.initial) });
    case "seed":
      return seedInput(label, Number(value ?? spec.initial));
    case "file":
      return csvInput(label, (value as UploadedFile | null) ?? null);
  }
}

const greatestSeed = 2 ** 32 - 1;

/** A seed to type, with a button that takes the next one. */
function seedInput(label: string, first: number): Control<number> {
  const next = button({ label: "Next seed" });
  const control = numberInput({ label, min: 0, max: greatestSeed, integer: true, value: first, beside: next });
  next.addEventListener("click", () => {
    control.value = control.value >= greatestSeed ? 0 : control.value + 1;
    emitInput(control);
  });
  return control;
}
