/** Where something stands in the typed text: character offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every way in which a formula can fail; nothing else is thrown by the lab. */
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

/** A failure of what the reader typed: named, and placed where the place is known. */
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
