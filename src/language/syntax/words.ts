import { LanguageError } from "../languageError.js";
import type { Token } from "./tokens.js";

/** Words of other languages, and what this one has in their place. */
const keywords: Readonly<Record<string, string>> = {
  mod: "there is no remainder",
  to: "there are no units",
  in: "there are no units",
  for: "a chain is run by iterate(f, start, steps)",
  while: "a chain is run by iterate(f, start, steps)",
  if: "where(condition, a, b) chooses element by element",
  else: "where(condition, a, b) chooses element by element",
  return: "a cell's value is that of its last line",
  def: "a function is written f(x) = …",
  lambda: "a function is written f(x) = …",
  function: "a function is written f(x) = …"
};

/** Names that are operators. */
export const wordOperators = new Set(["and", "or", "xor", "not"]);

export function isKeyword(token: Token): boolean {
  return token.kind === "name" && Object.hasOwn(keywords, token.text);
}

export function keywordError(token: Token): LanguageError {
  return new LanguageError(
    "not in the language",
    `"${token.text}" is not in this language: ${keywords[token.text]}.`,
    token
  );
}
