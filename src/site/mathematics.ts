import { katex } from "@mdit/plugin-katex";
import type MarkdownIt from "markdown-it";

interface Rule {
  readonly name: string;
  readonly fn: Parameters<MarkdownIt["inline"]["ruler"]["push"]>[1];
}

/** `$…$` and `$$…$$` become KaTeX when the site is built. A mistake is shown in its place, and ends `npm run build`. */
export function mathematics(md: MarkdownIt): MarkdownIt {
  md.use(katex, { throwOnError: true });
  // A page's ${expression} starts with the same sign: Framework's own rule for it must look first.
  const rules = (md.inline.ruler as unknown as { __rules__: readonly Rule[] }).__rules__;
  const placeholder = rules.find(({ name }) => name === "placeholder");
  if (placeholder) md.inline.ruler.before("math_inline_dollar", "placeholder_first", placeholder.fn);
  return md;
}
