/** What a number that was typed must be. */
export interface NumberRule {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

export type ReadNumber = { readonly value: number } | { readonly error: string };

/** Reads what a reader typed: −0.5 with either minus, 1e-3, a decimal comma; or says what it must be. */
export function readNumber(text: string, { min = -Infinity, max = Infinity, integer = false }: NumberRule): ReadNumber {
  const must = `It must be ${integer ? "a whole number" : "a number"}${span(min, max)}.`;
  const plain = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
  if (plain === "") return { error: `Nothing is given. ${must}` };
  // Number reads hexadecimal and the like too, which nobody means here.
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
  if (!Number.isFinite(value)) return { error: `“${text.trim()}” is not a finite number. ${must}` };
  if (integer && !Number.isInteger(value)) return { error: `${text.trim()} is not a whole number. ${must}` };
  if (value < min || value > max) return { error: `${text.trim()} is too ${value < min ? "small" : "large"}. ${must}` };
  return { value };
}

function span(min: number, max: number): string {
  if (min > -Infinity && max < Infinity) return ` from ${numberText(min)} to ${numberText(max)}`;
  if (min > -Infinity) return `, at least ${numberText(min)}`;
  return max < Infinity ? `, at most ${numberText(max)}` : "";
}

/** A number as a reader would type it: no more digits than it takes. */
export function numberText(value: number): string {
  const short = Number(value.toPrecision(10));
  const plain = Math.abs(short) >= 1e-4 || short === 0 ? String(short) : short.toExponential();
  return plain.replace(/^-/, "−").replace("e-", "e−").replace("e+", "e");
}

/** Whether the text, however it is written, is this number. */
export function isRead(text: string, value: number): boolean {
  const read = readNumber(text, {});
  return "value" in read && read.value === value;
}
