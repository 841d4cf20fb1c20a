import { default as MarkdownIt } from "markdown-it";
import { katex } from "@mdit/plugin-katex";
import { formulaPunctuation } from "./formulaPunctuation.js";

/**
 * Markdown with `$…$` and `$$…$$` as HTML. The reader's own HTML is shown as text, and a formula that can't be read is
 * shown in place with what is wrong. Headings go down one level, for the page has a heading of its own. Needs no DOM: the
 * templates' texts are rendered when the site is built.
 */
export const markdownToHtml = (source: string): string => markdown.render(source);

const markdown = MarkdownIt({ html: false, linkify: false, typographer: true });
markdown.use(katex, { throwOnError: false, strict: "ignore", trust: false, output: "htmlAndMathml", maxExpand: 200 });
formulaPunctuation(markdown);
markdown.core.ruler.push("headings_below_the_page", ({ tokens }) => {
  for (const token of tokens)
    if (/^heading_(?:open|close)$/.test(token.type)) token.tag = `h${Math.min(6, Number(token.tag[1]) + 1)}`;
});
