import type { LanguageError, LanguageErrorKind, Span } from "../languageError.js";

/** How a job ended. */
export type WatchedEnd<Result> =
  | { readonly kind: "result"; readonly id: number; readonly result: Result }
  | {
      readonly kind: "error";
      readonly id: number;
      readonly error: { readonly kind: LanguageErrorKind; readonly message: string; readonly span: Span | null };
    };

/** What a watched worker posts: that it is ready; of a job any news, which mean that it lives, and how it ended. */
export type WatchedAnswer<News, Result> =
  { readonly kind: "ready" } | { readonly kind: "news"; readonly id: number; readonly news: News } | WatchedEnd<Result>;

/**
 * Does a job and posts how it ended; a result that can't be posted is a failure too.
 * @param asLanguageError gives any failure its kind
 */
export function postEnd<Result>(
  id: number,
  job: () => Result,
  post: (end: WatchedEnd<Result>) => void,
  asLanguageError: (error: unknown) => LanguageError
): void {
  try {
    post({ kind: "result", id, result: job() });
  } catch (error) {
    const { kind, message, span } = asLanguageError(error);
    post({ kind: "error", id, error: { kind, message, span } });
  }
}
