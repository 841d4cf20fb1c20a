import type { CellId } from "../cells/cells.js";
import type { LanguageErrorKind, Span } from "../../language/languageError.js";

/** One check of an answer, in the order in which they are made. */
export interface Check {
  readonly title: string;
  /** the title of a check that failed */
  readonly fault: string;
  readonly status: "passed" | "failed" | "not reached";
  /** what was tried */
  readonly tried: string;
  /** what a right answer gives, and what this one gave; empty where not reached */
  readonly expected: string;
  readonly came: string;
}

/** A mistake that is known, recognised by what the formula does. */
export interface NamedMistake {
  readonly id: string;
  readonly title: string;
  readonly says: string;
}

/** What became of an answer. */
export interface Report {
  readonly cell: CellId;
  /** open: there is still a TODO in it */
  readonly status: "passed" | "failed" | "open";
  readonly checks: readonly Check[];
  readonly mistake: NamedMistake | null;
  /** the place of the mistake in the text, where there is one, and its kind and message */
  readonly problem: { readonly kind: LanguageErrorKind; readonly message: string; readonly span: Span | null } | null;
}
