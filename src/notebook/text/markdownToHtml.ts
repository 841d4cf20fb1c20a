import { default as MarkdownIt } from "markdown-it";
import { katex } from "@mdit/plugin-katex";

/**
 * Markdown with `$…$` and `$$…$$` as HTML. The reader's own HTML is shown as text, and a formula that can't be read is
 * shown in place with what is wrong. Needs no DOM: the course's text is rendered when the site is built.
 */
export const markdownToHtml = (source: string): string => markdown.render(source);

const markdown = MarkdownIt({ html: false, linkify: false, typographer: true });
markdown.use(katex, { throwOnError: false, strict: "ignore", trust: false, output: "htmlAndMathml", maxExpand: 200 });
