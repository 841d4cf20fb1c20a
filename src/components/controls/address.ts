import type { Control } from "./control.js";
import { element } from "../dom/element.js";
import { messageOf } from "../dom/errorBox.js";

/** How a value is written in the address, and read back; `parse` throws what the reader should be told. */
export interface Codec<T> {
  parse(text: string): T;
  format(value: T): string;
}

/** A number in [min, max], whole where asked. */
export function numberCodec({
  min,
  max,
  integer = false
}: {
  min: number;
  max: number;
  integer?: boolean;
}): Codec<number> {
  return {
    parse(text) {
      const value = text.trim() === "" ? NaN : Number(text);
      if (!(value >= min && value <= max)) throw new Error(`must be a number from ${min} to ${max}`);
      if (integer && !Number.isInteger(value)) throw new Error("must be a whole number");
      // A zero has no sign here.
      return value === 0 ? 0 : value;
    },
    // To the last digit: a run that a link shows is the same run.
    format: (value) => String(value)
  };
}

/** One of a few words. */
export function wordCodec<T extends string>(words: readonly T[]): Codec<T> {
  return {
    parse(text) {
      if (!words.includes(text as T)) throw new Error(`must be one of ${words.join(", ")}`);
      return text as T;
    },
    format: (value) => value
  };
}

/** yes or no. */
export const switchCodec: Codec<boolean> = {
  parse(text) {
    if (text !== "yes" && text !== "no") throw new Error("must be yes or no");
    return text === "yes";
  },
  format: (value) => (value ? "yes" : "no")
};

/** What an address says of a name: a value, or a fault in words; null if it says nothing. */
export type Said<T> = { readonly value: T } | { readonly fault: string } | null;

/** Letters of an address that are repeated in a fault; a thousand points would hide the rest of the page. */
const mostQuoted = 60;

/**
 * Reads what an address says of a name. Whatever it says, nothing is thrown.
 * @param query of the address
 */
export function saidInAddress<T>(query: Pick<URLSearchParams, "getAll">, name: string, codec: Codec<T>): Said<T> {
  const texts = [...new Set(query.getAll(name))];
  if (texts.length === 0) return null;
  try {
    if (texts.length > 1) throw new Error("must say one of them");
    return { value: codec.parse(texts[0]) };
  } catch (error) {
    const says = texts.slice(0, 2).map((text) => `${name}=${quoted(text)}`);
    return { fault: `The address says ${says.join(" and ")}; it ${messageOf(error).replace(/\.$/, "")}.` };
  }
}

function quoted(text: string): string {
  const letters = Array.from(text);
  return letters.length > mostQuoted ? `${letters.slice(0, mostQuoted).join("")}…` : text;
}

/** The address with a value under a name, in the codec's words; null takes the name away. */
export function addressSaying(href: string, name: string, text: string | null): string {
  const url = new URL(href);
  if (text === null) url.searchParams.delete(name);
  else url.searchParams.set(name, text);
  return url.href;
}

/** The part of a window that the address needs; a test passes its own. */
export interface AddressBar {
  readonly location: { readonly href: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
}

/**
 * Keeps a control's value in the page's address, so that a link shows the same state. The value the control came with
 * is the default, and stays out of the address. A wrong value in the address is named beside the control, and the
 * default holds.
 */
export function inAddress<C extends Control<unknown>>(
  name: string,
  control: C,
  codec: Codec<C["value"]>,
  bar: AddressBar = window
): C {
  const standard = codec.format(control.value);
  const taking: Codec<C["value"]> = {
    ...codec,
    parse: (text) => (control.value = codec.parse(text))
  };
  const said = saidInAddress(new URL(bar.location.href).searchParams, name, taking);
  let complaint: HTMLElement | undefined;
  if (said && "fault" in said) {
    complaint = element("p", { class: "error-text", role: "alert" }, said.fault);
    control.append(complaint);
  }
  const write = sparingly(() => {
    const text = codec.format(control.value);
    bar.history.replaceState(null, "", addressSaying(bar.location.href, name, text === standard ? null : text));
  });
  control.addEventListener("input", () => {
    complaint?.remove();
    write();
  });
  return control;
}

/** Writes saved up at most, and milliseconds until there is one more. */
const [mostSaved, pace] = [40, 200];
let [saved, counted] = [mostSaved, 0];

/**
 * A write that may be asked for at any rate: browsers drop or refuse a change of the address after a hundred in ten
 * seconds. Done at once as long as few are asked for; at a longer drag now and then, and always once after the last.
 */
function sparingly(write: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    const now = performance.now();
    const earned = Math.floor((now - counted) / pace);
    counted += earned * pace;
    saved = Math.min(mostSaved, saved + earned);
    saved--;
    if (saved >= 0) return write();
    waiting = true;
    setTimeout(() => {
      waiting = false;
      write();
    }, pace);
  };
}
