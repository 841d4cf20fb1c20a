/** The prose of a page in Markdown, cut into the passages that a search can lead to. */
import { katex } from "@mdit/plugin-katex";
import MarkdownIt from "markdown-it";
import { plainFormula } from "./plainFormula.js";
import type { Passage } from "../search/passage.js";

const reader = MarkdownIt({ html: true, typographer: true }).use(katex);

/**
 * @param page its name and its address below the site's root, empty for the home page
 * @param markdown as in the source: code, figures and displayed formulas are left out
 */
export function passagesOf({ name, path }: { name: string; path: string }, markdown: string): Passage[] {
  const passages: { section: string; id: string | null; texts: string[] }[] = [];
  let heading: string | null = null;
  for (const { type, tag, children } of reader.parse(withoutMarks(markdown), {})) {
    if (type === "heading_open") heading = tag;
    if (type !== "inline") continue;
    const text = plainText(children ?? []);
    if (heading) {
      passages.push({ section: text, id: heading === "h1" ? null : anchorOf(text), texts: [] });
      heading = null;
    } else if (text) {
      if (passages.length === 0) throw new Error(`${name}: there is text above the title.`);
      passages[passages.length - 1].texts.push(text);
    }
  }
  const kept = passages.filter(({ section, texts }) => section !== "Sources" || texts.length > 0);
  return kept.map(({ section, id, texts }) => ({
    page: name,
    section,
    href: id ? `${path}#${id}` : path,
    text: texts.join(" ")
  }));
}

/** The anchor that Framework gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Front matter, the marks of citations, terms and figures (src/site/article.ts), and a page's own expressions. */
function withoutMarks(markdown: string): string {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/ ?\[@\w+\]/g, "")
    .replace(/\[Figure\]\(#[\w-]+\)/g, "the figure")
    .replace(/\[\[([^\]|]+)(?:\|[^\]]+)?\]\]/g, "$1")
    .replace(/\$\{[^}]*\}/g, "")
    .replace(/\$\$[\s\S]*?\$\$/g, "");
}

function plainText(tokens: NonNullable<ReturnType<typeof reader.parse>[number]["children"]>): string {
  return tokens
    .map(({ type, content }) => {
      if (type === "text" || type === "code_inline") return content;
      if (type === "math_inline") return plainFormula(content);
      return type === "softbreak" || type === "hardbreak" ? " " : "";
    })
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}
