/** What a value must be, or undefined if it is that already. */
export type Check = (value: unknown) => string | undefined;

/** A whole number of [minimum, maximum]. */
export function integer(minimum: number, maximum: number): Check {
  return (value) =>
    Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
      ? undefined
      : `a whole number from ${minimum} to ${maximum}`;
}

/** A finite number of [minimum, maximum], or of [minimum, maximum) if the end is left out. */
export function between(minimum: number, maximum: number, options: { withEnd?: boolean } = {}): Check {
  const { withEnd = true } = options;
  const mustBe = withEnd
    ? `a number from ${minimum} to ${maximum}`
    : `a number of at least ${minimum}, below ${maximum}`;
  return (value) =>
    finite(value) === undefined &&
    (value as number) >= minimum &&
    (withEnd ? (value as number) <= maximum : (value as number) < maximum)
      ? undefined
      : mustBe;
}

export function finite(value: unknown): string | undefined {
  return typeof value === "number" && Number.isFinite(value) ? undefined : "a finite number";
}

export function positive(value: unknown): string | undefined {
  return finite(value) === undefined && (value as number) > 0 ? undefined : "a positive number";
}

export function notNegative(value: unknown): string | undefined {
  return finite(value) === undefined && (value as number) >= 0 ? undefined : "a number of at least 0";
}

export function oneOf(...values: unknown[]): Check {
  return (value) => (values.includes(value) ? undefined : values.map(showValue).join(" or "));
}

export function orNull(check: Check): Check {
  return (value) => {
    const mustBe = value === null ? undefined : check(value);
    return mustBe && `${mustBe}, or null`;
  };
}

/** "is 0; it must be a positive number", or undefined if the value passes: the one wording of every such error. */
export function faultOf(value: unknown, check: Check): string | undefined {
  const mustBe = check(value);
  return mustBe && `is ${showValue(value)}; it must be ${mustBe}`;
}

/** A value as an error message prints it, at most about 60 characters. */
export function showValue(value: unknown): string {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
