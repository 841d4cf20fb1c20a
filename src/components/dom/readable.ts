import { powerOfTen } from "./powerOfTen.js";

/** A number for a reader, with a real minus sign; one too small for its digits, or too large, as a power of ten. */
export function readable(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "infinity" : "−infinity";
  const small = value !== 0 && Math.abs(value) < 0.5 * 10 ** -digits;
  const text = small || Math.abs(value) >= 1e21 ? value.toExponential(1) : value.toFixed(digits);
  const [mantissa, power] = text.replace(/^-/, "−").split("e");
  return power === undefined ? mantissa : `${mantissa}·${powerOfTen(Number(power))}`;
}
