/** What a chapter has around its text: byline, contents, numbered figures, terms and citations that open in place. */
import { readFileSync } from "node:fs";
import type MarkdownIt from "markdown-it";
import { bibliography, citationHtml } from "./bibliography.js";
import { edition, pages } from "./chapters.js";
import { glossary, glossaryAnchor } from "./glossary.js";

interface Context {
  readonly path?: string;
}

export function article(md: MarkdownIt): MarkdownIt {
  md.core.ruler.before("normalize", "article_marks", (state) => {
    state.src = withSources(withMarks(withFigureNumbers(withChanges(state.src))));
  });
  md.core.ruler.push("article_head", (state) => {
    const path = (state.env as Context).path;
    // A tool is for use, not for reading.
    if (!pages.some((page) => page.path === path && !page.tool)) return;
    const at = state.tokens.findIndex(({ type, tag }) => type === "heading_close" && tag === "h1");
    if (at < 0) return;
    const headings = state.tokens.flatMap((token, i) =>
      token.type === "heading_open" && token.tag === "h2"
        ? [{ id: String(token.attrGet("id")), text: state.tokens[i + 1].content }]
        : []
    );
    const head = new state.Token("html_block", "", 0);
    head.content = byline(state.src) + contents(headings);
    state.tokens.splice(at + 1, 0, head);
  });
  return md;
}

/** Minutes to read a text at 200 words a minute, its code left out. */
export function readingMinutes(markdown: string): number {
  const words = markdown
    .replace(/^```[\s\S]*?^```/gm, "")
    .replace(/<[^>]*>|\$\$[\s\S]*?\$\$/g, " ")
    .split(/\s+/)
    .filter((word) => /\w/.test(word));
  return Math.max(1, Math.round(words.length / 200));
}

/** Framework checks links by their whole address and knows none with a search in it, unless it is told to leave one alone. */
function byline(markdown: string): string {
  const minutes = readingMinutes(markdown);
  return `<p class="byline">By ${edition.authors} · <time datetime="${edition.date}">${edition.dateInWords}</time> · ${minutes === 1 ? "1 minute" : `${minutes} minutes`} to read, longer to play with&nbsp;· <a href="./about">cite, glossary, changes</a> · <a href="?step=1" rel="external">as a lecture</a></p>\n`;
}

function contents(headings: readonly { id: string; text: string }[]): string {
  if (headings.length === 0) return "";
  const items = headings.map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`).join("");
  return `<details class="contents"><summary>On this page</summary><nav aria-label="On this page"><ol>${items}</ol></nav></details>\n`;
}

/**
 * Numbers the figures in their order: each for its own caption, and in a link `[Figure](#fig-ring)`. Left to count by
 * itself, a browser that skips the layout of what is far may begin anew.
 */
function withFigureNumbers(source: string): string {
  const ids: string[] = [];
  const numbered = source.replace(/class="[^"]*\bnumbered\b[^"]*" id="(fig-[\w-]+)"/g, (attributes, id: string) => {
    ids.push(id);
    return `${attributes} style="counter-reset: figure ${ids.length}"`;
  });
  return numbered.replace(/\[Figure\]\(#(fig-[\w-]+)\)/g, (_, id: string) => {
    const number = ids.indexOf(id) + 1;
    if (number === 0) throw new Error(`The page has no figure with the id ${id}.`);
    return `[Figure ${number}](#${id})`;
  });
}

/** `[@key]` cites; `[[term]]` explains, `[[words|term]]` with other words in the text. Each opens in place. */
function withMarks(source: string): string {
  const cited: string[] = [];
  let opened = 0;
  const popover = (kind: string, label: string, name: string, content: string) => {
    opened += 1;
    const id = `${kind}-${opened}`;
    return `<button type="button" class="${kind}" popovertarget="${id}" aria-label="${name}">${label}</button><span popover id="${id}" class="opened">${content}</span>`;
  };
  return source
    .replace(/\[@(\w+)\]/g, (_, key: string) => {
      if (!(key in bibliography)) throw new Error(`Nothing in the bibliography is called ${key}.`);
      if (!cited.includes(key)) cited.push(key);
      const number = cited.indexOf(key) + 1;
      return popover("cite", `[${number}]`, `Source ${number}`, citationHtml(key));
    })
    .replace(/\[\[([^\]|]+)(?:\|([^\]]+))?\]\]/g, (_, words: string, term: string | undefined) => {
      const entry = glossary.find((each) => each.term.toLowerCase() === (term ?? words).toLowerCase());
      if (!entry) throw new Error(`The glossary has no “${term ?? words}”.`);
      return popover("term", words, `${words}: what it means`, `<b>${entry.term}</b> ${entry.meaning}`);
    })
    .replace(
      /^<!-- sources -->$/m,
      () => `<ol class="sources">${cited.map((key) => `<li>${citationHtml(key)}</li>`).join("")}</ol>`
    );
}

/** The lists of the page about this site. */
function withSources(source: string): string {
  const keys = Object.keys(bibliography).sort();
  return source
    .replace(
      /^<!-- bibliography -->$/m,
      () => `<ul class="sources">${keys.map((key) => `<li>${citationHtml(key)}</li>`).join("")}</ul>`
    )
    .replace(
      /^<!-- glossary -->$/m,
      () =>
        `<dl class="glossary">${glossary.map(({ term, meaning }) => `<dt id="${glossaryAnchor(term)}">${term}</dt><dd>${meaning}</dd>`).join("")}</dl>`
    );
}

/** The changes as CHANGELOG.md has them, below a heading of the page. */
function withChanges(source: string): string {
  return source.replace(/^<!-- changes -->$/m, () =>
    readFileSync("CHANGELOG.md", "utf8")
      .replace(/^# [\s\S]*?(?=^## )/m, "")
      .replace(/^## Next$/m, () => `## Since ${edition.version}`)
      .replace(/^## /gm, "### ")
  );
}
