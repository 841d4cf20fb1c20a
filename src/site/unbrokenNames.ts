import type MarkdownIt from "markdown-it";

/** CD-1, CD-10, CD-k. */
const name = /\bCD-(?:\d+|k)\b/g;

/** A method's name with its number stays on one line: at its hyphen a browser would break it. */
export function unbrokenNames(md: MarkdownIt): void {
  md.core.ruler.push("unbroken_names", (state) => {
    for (const token of state.tokens) {
      token.children &&= token.children.flatMap((child) => {
        if (child.type !== "text") return [child];
        return split(child.content).map(({ kind, content }) => {
          const part = new state.Token(kind, "", 0);
          return Object.assign(part, { content, level: child.level });
        });
      });
    }
  });
}

function split(text: string): { kind: "text" | "html_inline"; content: string }[] {
  const parts: ReturnType<typeof split> = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(name)) {
    parts.push({ kind: "text", content: text.slice(end, index) });
    parts.push({ kind: "html_inline", content: `<span class="unbroken">${found}</span>` });
    end = index + found.length;
  }
  return [...parts, { kind: "text", content: text.slice(end) }];
}
