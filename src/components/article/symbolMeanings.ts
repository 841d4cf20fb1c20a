import { readable } from "../dom/readable.js";

/** A letter of the model: how it is written, what it means, and its shape. */
export interface SymbolMeaning {
  readonly letter: string;
  readonly meaning: string;
  readonly shape: string;
}

export const symbolMeanings: Readonly<Record<string, SymbolMeaning>> = {
  x: { letter: "x", meaning: "the visible units: a point", shape: "(n,), real" },
  z: { letter: "z", meaning: "the hidden units: switches", shape: "(m,), each 0 or 1" },
  W: { letter: "W", meaning: "the weights; column j is how far switch j moves the mean of x", shape: "(n, m)" },
  b: { letter: "b", meaning: "the visible bias: the mean of x while every switch is off", shape: "(n,)" },
  sigma2: { letter: "σ²", meaning: "the variance of each xᵢ given z", shape: "(n,), positive" },
  d: { letter: "d", meaning: "the hidden bias: how readily each switch comes on", shape: "(m,)" },
  c: { letter: "c(x)", meaning: "log Σ exp(−E(x, z)) over z, x held fixed", shape: "a number, in nats" },
  F: { letter: "F(x)", meaning: "the free energy, −c(x): lower is more probable", shape: "a number, in nats" },
  Z: { letter: "Z", meaning: "the partition function, which makes p(x) add up to one", shape: "a positive number" },
  E: { letter: "E(x, z)", meaning: "the energy of a state: lower is more probable", shape: "a number, in nats" }
};

type Value = number | readonly number[] | readonly (readonly number[])[];

const values = new Map<string, Value>();

/** The present values of letters on this page; whoever owns a machine says so when it changes. */
export function setSymbolValues(next: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(next)) values.set(name, value);
}

/** A letter's present value in words; "" if nothing on the page has one. Long vectors are cut short. */
export function symbolValueText(name: string): string {
  const value = values.get(name);
  if (value === undefined) return "";
  if (typeof value === "number") return readable(value, 4);
  const row = (numbers: readonly number[]) => {
    const shown = numbers.slice(0, 4).map((each) => readable(each, 2));
    return `(${shown.join(", ")}${numbers.length > 4 ? ", …" : ""})`;
  };
  return typeof value[0] === "number"
    ? row(value as readonly number[])
    : (value as readonly (readonly number[])[]).map(row).join(" ");
}
