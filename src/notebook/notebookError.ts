import { LanguageError } from "../language/languageError.js";
import type { LanguageErrorKind, Span } from "../language/languageError.js";

/** What can go wrong with a cell, besides what its formulas do. */
export type NotebookErrorKind =
  | LanguageErrorKind
  /** cells that wait for each other */
  | "cycle"
  /** a name that two cells give */
  | "name given twice"
  /** a cell this one needs has failed */
  | "upstream"
  /** the reader stopped it */
  | "stopped";

/** Why a cell has no value: what, where in its text, and which other cells have to do with it. */
export interface CellError {
  readonly kind: NotebookErrorKind;
  readonly message: string;
  /** in the source of the cell; null where it is the whole cell */
  readonly span: Span | null;
  /** ids of the other cells that the message speaks of, for links */
  readonly cells: readonly string[];
}

/** A document, a file or an address that can't be taken as it is. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
}

export function cellError(
  kind: NotebookErrorKind,
  message: string,
  span: Span | null = null,
  cells: readonly string[] = []
): CellError {
  return { kind, message, span: span && { start: span.start, end: span.end }, cells };
}

/** Whatever was thrown, as a cell shows it. Nothing fails without a message. */
export function cellErrorOf(error: unknown): CellError {
  if (error instanceof LanguageError) return cellError(error.kind, error.message, error.span);
  if (error instanceof RangeError) return cellError("memory", `This is too large to run: ${error.message}.`);
  const message = error instanceof Error ? error.message : String(error);
  return cellError("worker", message.trim() === "" ? "This cell failed, and the reason is not known." : message);
}
