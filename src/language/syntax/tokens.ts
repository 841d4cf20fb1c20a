import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";

export type Token = Span & {
  readonly kind: "number" | "name" | "string" | "symbol" | "newline" | "end";
  readonly text: string;
};

/** Whether strings, members and named arguments are read: a notebook has them, a formula of the exercise has not. */
export type Syntax = "formula" | "notebook";

/** Longest text a cell may hold, in characters. */
export const maxSourceLength = 4000;

const symbols = [".*", "./", ".^", "==", "!=", "<=", ">=", ..."+-*/^<>=(),;[]':."];

/** Syntax of other languages, and what to type here. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/^\*\*/, "a power of each element is written .^"],
  [/^@/, "a matrix product is written *"],
  [/^\?\.|^\?\?/, "there is no optional access"],
  [/^\?/, "there is no conditional; where(condition, a, b) chooses element by element"],
  [/^["`]/, "there are no strings"],
  [/^[{}]/, "there are no objects and no blocks"],
  [/^%/, "there is no remainder and no percentage; comments start with #"],
  [/^[|&~]/, "the logical operators are and, or and not"],
  [/^!/, "there is no factorial; a condition is negated with not"],
  [/^\/\/|^\/\*/, "comments start with #"],
  [/^\\|^\$/, "only letters, digits and _ make a name"]
];

/**
 * Cuts the text of a cell into tokens; comments (`# …`) and blanks fall away.
 * @throws LanguageError "too long", "syntax", "not in the language"
 */
export function tokens(source: string, syntax: Syntax = "formula"): Token[] {
  if (source.length > maxSourceLength) {
    throw new LanguageError(
      "too long",
      `A cell holds at most ${maxSourceLength} characters; this one has ${source.length}.`,
      { start: maxSourceLength, end: source.length }
    );
  }
  const out: Token[] = [];
  let at = 0;
  const add = (kind: Token["kind"], text: string): void => {
    out.push({ kind, text, start: at, end: at + text.length });
    at += text.length;
  };
  while (at < source.length) {
    const rest = source.slice(at, at + 400);
    const blank = /^(?:[ \t\r\u00a0]+|#[^\n]*)/.exec(rest);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    if (rest[0] === "\n") {
      add("newline", "\n");
      continue;
    }
    // As in mathjs, the dot of 2.*x belongs to the operator.
    const number = /^(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/.exec(rest);
    if (number) {
      const following = rest[number[0].length] ?? "";
      if (/[A-Za-z_]/.test(following) || (following === "." && !/^\.[*/^]/.test(rest.slice(number[0].length)))) {
        const end = at + number[0].length + 1;
        throw new LanguageError(
          "syntax",
          `"${source.slice(at, end)}" is neither a number nor a name; a product is written with * or .*`,
          { start: at, end }
        );
      }
      add("number", number[0]);
      continue;
    }
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest);
    if (name) {
      add("name", name[0]);
      continue;
    }
    if (syntax === "notebook" && rest[0] === '"') {
      add("string", stringAt(source, at));
      continue;
    }
    const hint = foreign.find(([pattern]) => pattern.test(rest));
    const symbol = symbols.find((s) => rest.startsWith(s));
    if (hint && (symbol === undefined || symbol.length === 1) && !rest.startsWith("!=")) {
      const found = hint[0].exec(rest)![0];
      throw new LanguageError("not in the language", `"${found}" is not in this language: ${hint[1]}.`, {
        start: at,
        end: at + found.length
      });
    }
    if (symbol !== undefined && (symbol !== "." || (syntax === "notebook" && /^\.\s*[A-Za-z_]/.test(rest)))) {
      add("symbol", symbol);
      continue;
    }
    const found = String.fromCodePoint(rest.codePointAt(0)!);
    const why = found === "." ? "there are no properties; element by element is .*, ./ or .^" : "it means nothing here";
    throw new LanguageError("not in the language", `"${found}" is not in this language: ${why}.`, {
      start: at,
      end: at + found.length
    });
  }
  add("end", "");
  return out;
}

/** A text in double quotes, quotes included, as it stands in the source. */
function stringAt(source: string, start: number): string {
  const found = /^"(?:[^"\\\n]|\\["\\n])*"/.exec(source.slice(start));
  if (found) return found[0];
  const line = source.indexOf("\n", start);
  const end = line < 0 ? source.length : line;
  throw new LanguageError(
    "syntax",
    'This text is never closed: it needs a " at its end, and only \\", \\\\ and \\n may follow a backslash.',
    { start, end }
  );
}

/** What a string token stands for. */
export function stringValue(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c));
}
