import { katex } from "@mdit/plugin-katex";
import type MarkdownIt from "markdown-it";
import { formulaPunctuation } from "../notebook/text/formulaPunctuation.js";
import { markSymbols } from "./symbols.js";
import { unbrokenNames } from "./unbrokenNames.js";

interface Rule {
  readonly name: string;
  readonly fn: Parameters<MarkdownIt["inline"]["ruler"]["push"]>[1];
}

/**
 * `$…$` and `$$…$$` become KaTeX when the site is built, the model's letters marked. A mistake is shown in its place,
 * and ends `npm run build`.
 */
export function mathematics(md: MarkdownIt): MarkdownIt {
  md.use(katex, {
    throwOnError: true,
    trust: ({ command }: { command: string }) => command === "\\htmlData",
    logger: (code: string) => (code === "htmlExtension" ? "ignore" : "warn")
  });
  // A page's ${expression} starts with the same sign: Framework's own rule for it must look first.
  const rules = (md.inline.ruler as unknown as { __rules__: readonly Rule[] }).__rules__;
  const placeholder = rules.find(({ name }) => name === "placeholder");
  if (placeholder) md.inline.ruler.before("math_inline_dollar", "placeholder_first", placeholder.fn);
  formulaPunctuation(md);
  unbrokenNames(md);
  md.core.ruler.push("symbols", ({ tokens }) => {
    for (const token of tokens.flatMap((each) => [each, ...(each.children ?? [])]))
      if (token.type.startsWith("math_")) token.content = markSymbols(token.content);
  });
  return md;
}
