import { cells } from "./cells.js";
import type { CellId } from "./cells.js";
import { LanguageError } from "../../language/languageError.js";
import type { Answers } from "../learner/learnerFunctions.js";
import { maxSourceLength } from "../../language/syntax/tokens.js";

/** What localStorage has that is used here. */
export interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** What is typed in each cell; a cell that isn't there has its starting text. */
export type Typed = Partial<Record<CellId, string>>;

// The format's name is older than the exercise's: files and addresses with it stay readable.
const format = "gaussian-bernoulli-rbm/lab";
const version = 1;
const key = `${format}/${version}`;

/** Longest text that is put into an address, in characters: servers and messengers take 8000 and more. */
export const longestAddress = 8000;

/** What each cell starts with. */
export const starts: Answers = Object.fromEntries(cells.map((c) => [c.id, c.start])) as Record<CellId, string>;

/** Answers as a file has them. */
export function writeAnswers(typed: Typed): string {
  return `${JSON.stringify({ format, version, answers: changed(typed) }, null, 2)}\n`;
}

/**
 * Answers of a file, or of anything that should be one.
 * @throws LanguageError "file" that names what is wrong and what it must be
 */
export function readAnswersFile(text: string): Typed {
  const fail = (what: string): never => {
    throw new LanguageError("file", `These are not answers to the exercise: ${what}.`);
  };
  if (text.length > 200_000) fail(`${text.length} characters is too long`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail("it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return fail("it must be an object");
  const file = value as Record<string, unknown>;
  if (file.format !== format) fail(`"format" must be "${format}"`);
  if (file.version !== version)
    fail(`"version" is ${JSON.stringify(file.version)}; this page reads version ${version}`);
  const { answers } = file;
  if (typeof answers !== "object" || answers === null || Array.isArray(answers))
    return fail('"answers" must be an object');
  const typed: Typed = {};
  for (const [id, source] of Object.entries(answers)) {
    if (!cells.some((c) => c.id === id)) fail(`there is no cell "${id.slice(0, 40)}"`);
    if (typeof source !== "string") fail(`the answer of "${id}" must be a text`);
    if ((source as string).length > maxSourceLength)
      fail(`the answer of "${id}" has more than ${maxSourceLength} characters`);
    typed[id as CellId] = source as string;
  }
  return typed;
}

/** The answers kept in this browser; nothing if there are none or they can't be read. */
export function loadAnswers(storage: Storage): Typed {
  try {
    const text = storage.getItem(key);
    return text === null ? {} : readAnswersFile(text);
  } catch (error) {
    // Storage may be forbidden, and what another page put there is not ours to mend.
    if (error instanceof LanguageError || error instanceof DOMException) return {};
    throw error;
  }
}

/** Keeps the answers in this browser. @returns whether it could */
export function saveAnswers(storage: Storage, typed: Typed): boolean {
  try {
    storage.setItem(key, writeAnswers(typed));
    return true;
  } catch {
    return false;
  }
}

/** Answers as the fragment of an address. @throws LanguageError "file" if they are too long for one */
export function answersToFragment(typed: Typed): string {
  const bytes = new TextEncoder().encode(JSON.stringify(changed(typed)));
  const text = btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
  const fragment = `answers=${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  if (fragment.length > longestAddress) {
    throw new LanguageError(
      "file",
      `These answers are too long for an address (${fragment.length} characters, at most ${longestAddress}): save them as a file.`
    );
  }
  return fragment;
}

/**
 * The answers in the fragment of an address, or null if it has none.
 * @throws LanguageError "file" if it has something else under that name
 */
export function answersFromFragment(fragment: string): Typed | null {
  const match = /(?:^#?|&)answers=([^&]*)/.exec(fragment);
  if (!match) return null;
  const text = match[1];
  if (text.length > longestAddress) throw new LanguageError("file", "The answers in the address are too long.");
  let json: string;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    json = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LanguageError("file", "The answers in the address are damaged: was it copied whole?");
  }
  try {
    return readAnswersFile(JSON.stringify({ format, version, answers: JSON.parse(json) as unknown }));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new LanguageError("file", "The answers in the address are damaged: was it copied whole?");
    throw error;
  }
}

/** For a lecturer: "hidden" takes the solutions away, "shown" opens them all; by the address, `?solutions=hidden`. */
export type SolutionsView = "at the end" | "hidden" | "shown";

export function solutionsView(search: string): SolutionsView {
  const value = new URLSearchParams(search).get("solutions");
  return value === "hidden" || value === "shown" ? value : "at the end";
}

/** Only what differs from the start. */
function changed(typed: Typed): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([id, source]) => source !== starts[id as CellId]));
}
