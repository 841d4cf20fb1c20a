/** A range of the typed text in characters, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every way in which a formula can fail; the language and the exercise throw nothing else. */
export type LanguageErrorKind =
  | "empty"
  | "syntax"
  | "not in the language"
  | "too long"
  | "too deep"
  | "unknown name"
  | "arguments"
  | "shape"
  | "value"
  | "memory"
  | "work"
  | "time"
  | "not differentiable"
  | "diverged"
  | "worker"
  | "file";

/** A failure of a typed formula: with a kind, and with its place if that is known. */
export class LanguageError extends Error {
  readonly kind: LanguageErrorKind;
  readonly span: Span | null;

  constructor(kind: LanguageErrorKind, message: string, span: Span | null = null) {
    super(message);
    this.name = "LanguageError";
    this.kind = kind;
    this.span = span && { start: span.start, end: span.end };
  }
}

/**
 * The value of `run`, or what `recover` makes of the LanguageError it throws. Any other error is a fault of the program
 * and passes through.
 */
export function recoverLanguageError<T, U>(run: () => T, recover: (error: LanguageError) => U): T | U {
  try {
    return run();
  } catch (error) {
    if (error instanceof LanguageError) return recover(error);
    throw error;
  }
}
