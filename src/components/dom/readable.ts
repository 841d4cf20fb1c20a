/** A number for a reader, with a real minus sign. */
export function readable(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "infinity" : "−infinity";
  const text = value !== 0 && Math.abs(value) < 0.5 * 10 ** -digits ? value.toExponential(1) : value.toFixed(digits);
  return text.replace(/^-/, "−").replace("e-", "e−").replace("e+", "e");
}
