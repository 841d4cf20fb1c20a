import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { inks } from "./highlightSource.js";
import type { Ink } from "./highlightSource.js";

const tokenNames: Readonly<Record<Ink, string | null>> = {
  comment: "comment",
  string: "string",
  number: "number",
  function: "keyword",
  name: "variableName",
  operator: "operator",
  hole: "invalid",
  plain: null
};

const colours = HighlightStyle.define([
  { tag: tags.comment, class: "ink-comment" },
  { tag: tags.string, class: "ink-string" },
  { tag: tags.number, class: "ink-number" },
  { tag: tags.keyword, class: "ink-function" },
  { tag: tags.variableName, class: "ink-name" },
  { tag: tags.operator, class: "ink-operator" },
  { tag: tags.invalid, class: "ink-hole" }
]);

/** The colours of the plain box, in CodeMirror: the same cutter gives both. */
export const formulaInk = [
  StreamLanguage.define<null>({
    name: "formula",
    startState: () => null,
    token(stream) {
      const [{ ink, text }] = inks(stream.string.slice(stream.pos));
      stream.pos += text.length;
      return tokenNames[ink];
    },
    languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "["] } }
  }),
  syntaxHighlighting(colours)
];
