import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import { tokens } from "./tokens.js";
import type { Syntax, Token } from "./tokens.js";

/** Deepest nesting of an expression. */
export const maxDepth = 60;

/** Goes through the tokens of a text, and knows how deep in brackets and in indices it is. */
export class TokenReader {
  private readonly all: readonly Token[];
  private at = 0;
  private depth = 0;
  private brackets = 0;
  /** how many indices are open, and how many brackets were when the innermost one opened */
  private indices = 0;
  private indexLevel = 0;

  /** @throws LanguageError for what is no token */
  constructor(
    private readonly source: string,
    syntax: Syntax
  ) {
    this.all = tokens(source, syntax);
  }

  peek(): Token {
    // Inside brackets a line may be broken anywhere.
    if (this.brackets > 0) this.skipNewlines();
    return this.all[this.at];
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.at++;
    return token;
  }

  isWord(text: string): boolean {
    const token = this.peek();
    return token.kind === "name" && token.text === text;
  }

  isSymbol(text: string): boolean {
    const token = this.peek();
    return token.kind === "symbol" && token.text === text;
  }

  skipNewlines(): void {
    while (this.all[this.at].kind === "newline") this.at++;
  }

  /** The opening bracket. */
  open(): Token {
    const token = this.next();
    this.brackets++;
    return token;
  }

  /** The closing bracket. @throws LanguageError if something else is there */
  close(text: string, after: string): Token {
    if (!this.isSymbol(text)) throw this.unexpected(`${text} is missing ${after}`);
    const token = this.all[this.at];
    // What follows on the next line belongs to the bracket no more.
    this.brackets--;
    this.at++;
    return token;
  }

  /** Whether an index is around this place. */
  get isInIndex(): boolean {
    return this.indices > 0;
  }

  /** Reads an index, from its opening bracket on. */
  inIndex<T>(read: () => T): T {
    const outside = this.indexLevel;
    this.indices++;
    this.indexLevel = this.brackets + 1;
    const result = read();
    this.indices--;
    this.indexLevel = outside;
    return result;
  }

  /** Whether an item of an index ends here: as in mathjs, x[2:] goes to the end. */
  endsIndexItem(): boolean {
    return this.indices > 0 && this.brackets === this.indexLevel && (this.isSymbol(",") || this.isSymbol("]"));
  }

  /** @throws LanguageError if it is too deep */
  deeper<T>(read: () => T): T {
    if (++this.depth > maxDepth) {
      throw new LanguageError("too deep", `An expression nests at most ${maxDepth} levels deep.`, this.peek());
    }
    const result = read();
    this.depth--;
    return result;
  }

  /** Items between brackets, with commas. */
  list<T>(open: string, close: string, where: string, item: () => T): { items: T[]; end: number } {
    const opening = this.open();
    const items: T[] = [];
    if (!this.isSymbol(close)) {
      items.push(item());
      while (this.isSymbol(",")) {
        this.next();
        items.push(item());
      }
    }
    if (this.isSymbol(close)) return { items, end: this.close(close, where).end };
    if (this.peek().kind === "end") throw new LanguageError("syntax", `The ${open} ${where} is never closed.`, opening);
    throw this.unexpected(`, or ${close} is missing ${where}`);
  }

  /** The error of a token that can't stand here. @param what why, or what is missing */
  unexpected(what: string): LanguageError {
    const token = this.peek();
    if (token.kind === "end")
      return new LanguageError("syntax", `The formula stops too early: ${what}.`, endOf(this.source));
    const shown = token.kind === "newline" ? "the end of the line" : `"${token.text}"`;
    return new LanguageError("syntax", `${shown} was not expected here: ${what}.`, token);
  }
}

/** The last letter of a text. */
export function endOf(source: string): Span {
  const end = source.trimEnd().length;
  return { start: Math.max(0, end - 1), end: Math.max(end, 1) };
}
