import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { hole } from "../../../language/syntax/names.js";

/** How the language of formulas is coloured: names that are known as functions, numbers, comments, operators, the hole. */
export function formulaMode(isFunction: (name: string) => boolean) {
  return [
    StreamLanguage.define<null>({
      name: "lab",
      startState: () => null,
      token(stream) {
        if (stream.eatSpace()) return null;
        if (stream.match(/^#.*/)) return "comment";
        if (stream.match(/^(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/)) return "number";
        const name = stream.match(/^[A-Za-z_]\w*/);
        if (name) {
          const word = (name as RegExpMatchArray)[0];
          if (word === hole) return "invalid";
          return isFunction(word) ? "keyword" : "variableName";
        }
        if (stream.match(/^(?:\.[*/^]|[<>=!]=|[-+*/^<>=';,])/)) return "operator";
        stream.next();
        return null;
      },
      languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "["] } }
    }),
    syntaxHighlighting(colours)
  ];
}

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--ink-soft)", fontStyle: "italic" },
  { tag: tags.number, color: "var(--syntax-constant)" },
  { tag: tags.keyword, color: "var(--syntax-entity)" },
  { tag: tags.operator, color: "var(--syntax-keyword)" },
  { tag: tags.variableName, color: "var(--ink)" },
  { tag: tags.invalid, color: "var(--fault)", fontWeight: "bold" }
]);
