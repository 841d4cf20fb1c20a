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
  /** what a right answer gives, and what this one gave; empty if not reached */
  readonly expected: string;
  readonly actual: string;
}

/** A mistake that is known, recognised by what the formula does. */
export interface NamedMistake {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** The outcome of grading an answer. */
export interface Report {
  readonly cell: CellId;
  /** open: there is still a TODO in it */
  readonly status: "passed" | "failed" | "open";
  readonly checks: readonly Check[];
  readonly mistake: NamedMistake | null;
  /** the kind and the message of an error, and its place in the text if it has one */
  readonly problem: { readonly kind: LanguageErrorKind; readonly message: string; readonly span: Span | null } | null;
}
