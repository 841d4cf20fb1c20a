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
  return fileOf(changed(typed));
}

function fileOf(answers: Readonly<Record<string, string | undefined>>): string {
  return `${JSON.stringify({ format, version, answers }, null, 2)}\n`;
}

/**
 * Answers of a file, or of anything that should be one.
 * @throws LanguageError "file" that names what is wrong and what it must be
 */
export function readAnswersFile(text: string): Typed {
  const { typed, others } = readAnswersOfAnyCells(text);
  for (const id of Object.keys(others)) refuse(`there is no cell "${id.slice(0, 40)}"`);
  return typed;
}

/**
 * The same where cells may be named that are not here: those of another fork, or of this one before a cell was renamed.
 * @throws LanguageError "file"
 */
export function readAnswersOfAnyCells(text: string): { typed: Typed; others: Record<string, string> } {
  if (text.length > 200_000) refuse(`${text.length} characters is too long`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse("it must be an object");
  const file = value as Record<string, unknown>;
  if (file.format !== format) refuse(`"format" must be "${format}"`);
  if (file.version !== version)
    refuse(`"version" is ${JSON.stringify(file.version)}; this page reads version ${version}`);
  const { answers } = file;
  if (typeof answers !== "object" || answers === null || Array.isArray(answers))
    return refuse('"answers" must be an object');
  const typed: Typed = {};
  const others = Object.create(null) as Record<string, string>;
  for (const [id, source] of Object.entries(answers) as [string, unknown][]) {
    if (typeof source !== "string") return refuse(`the answer of "${id.slice(0, 40)}" must be a text`);
    if (source.length > maxSourceLength)
      refuse(`the answer of "${id.slice(0, 40)}" has more than ${maxSourceLength} characters`);
    if (cells.some((c) => c.id === id)) typed[id as CellId] = source;
    else others[id] = source;
  }
  return { typed, others };
}

function refuse(what: string): never {
  throw new LanguageError("file", `These are not answers to the exercise: ${what}.`);
}

/** The answers kept in this browser; nothing if there are none or they can't be read. */
export function loadAnswers(storage: Storage): Typed {
  return kept(storage).typed;
}

/**
 * Keeps the answers in this browser. Answers to cells that are not here, such as one since renamed, stay as they are.
 * @returns whether it could
 */
export function saveAnswers(storage: Storage, typed: Typed): boolean {
  try {
    storage.setItem(key, fileOf({ ...kept(storage).others, ...changed(typed) }));
    return true;
  } catch {
    return false;
  }
}

function kept(storage: Storage): ReturnType<typeof readAnswersOfAnyCells> {
  try {
    const text = storage.getItem(key);
    return text === null ? { typed: {}, others: {} } : readAnswersOfAnyCells(text);
  } catch (error) {
    // Storage may be forbidden, and what another page put there is not ours to mend.
    if (error instanceof LanguageError || error instanceof DOMException) return { typed: {}, others: {} };
    throw error;
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
