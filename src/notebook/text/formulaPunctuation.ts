import type MarkdownIt from "markdown-it";

/** Letters and signs of a formula that stays on one line whole; a longer one may break within. */
const short = 16;

/** A bracket, a quotation mark, or a name such as “CD-” that the formula ends. */
const before = /(?:[(“‘]+|\b\w+-)$/;
const after = /^[.,;:!?)’”]+/;

/** Where KaTeX would let a formula break. */
const breaks = /[=+<>-]|\\(?:in|mid|to|times|leftarrow)\b/;

/**
 * A short formula stays on one line, with the punctuation beside it. KaTeX's boxes allow a break at either end, and a
 * line would begin with a full stop; and one after each relation, and a line would end with “a =”.
 */
export function formulaPunctuation(md: MarkdownIt): void {
  md.core.ruler.push("formula_punctuation", (state) => {
    for (const { children } of state.tokens) {
      if (!children) continue;
      for (let i = children.length - 1; i >= 0; i--) {
        if (children[i].type !== "math_inline" || signsOf(children[i].content) > short) continue;
        const [previous, next] = [children[i - 1], children[i + 1]];
        const opening = previous?.type === "text" ? (before.exec(previous.content)?.[0] ?? "") : "";
        const closing = next?.type === "text" ? (after.exec(next.content)?.[0] ?? "") : "";
        if (!opening && !closing && !breaks.test(children[i].content)) continue;
        if (opening) previous.content = previous.content.slice(0, -opening.length);
        if (closing) next.content = next.content.slice(closing.length);
        children.splice(i + 1, 0, html(`${closing}</span>`));
        children.splice(i, 0, html(`<span class="unbroken">${opening}`));
      }
    }

    function html(content: string) {
      const token = new state.Token("html_inline", "", 0);
      token.content = content;
      return token;
    }
  });
}

/** About how many letters and signs a formula in TeX has. */
function signsOf(formula: string): number {
  return formula.replace(/\\[a-zA-Z]+|\\./g, "x").replace(/[{}^_\s]/g, "").length;
}
