import type { Notebook } from "../document/notebook.js";
import { toMarkdown } from "./markdown.js";

/** What a cell shows, as markup that has been made safe: a text cell's prose, a figure's SVG, an image, a table. */
export type RenderedCells = ReadonlyMap<string, string>;

/**
 * A notebook with its results as one file that opens from the disk: no script, nothing fetched. The notebook itself is
 * in it too, as Markdown.
 * @param rendered by id; a code cell without an entry shows its code alone
 * @param style what the results need of the site's styles
 */
export function toHtml(notebook: Notebook, rendered: RenderedCells, style = ""): string {
  const body = notebook.cells.map((cell) => {
    const result = rendered.get(cell.id) ?? (cell.kind === "text" ? `<p>${escaped(cell.source)}</p>` : "");
    const code =
      cell.kind === "code" && !cell.hideCode && cell.source.trim() !== ""
        ? `<pre tabindex="0" aria-label="Code"><code>${escaped(cell.source)}</code></pre>`
        : "";
    return `<section id="${cell.id}" class="${cell.kind}">\n${result}${code}\n</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:">
<title>${escaped(notebook.name)}</title>
<style>
${ownStyle}
${style.replaceAll("</", "<\\/")}
</style>
</head>
<body>
<main>
${body.join("\n")}
</main>
<template id="notebook">${escaped(toMarkdown(notebook))}</template>
</body>
</html>
`;
}

const ownStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 48rem; padding: 1rem; }
pre { overflow-x: auto; padding: 0.5rem 0.75rem; background: color-mix(in srgb, currentColor 7%, transparent); }
section { margin-block: 1rem; }
svg, img { max-width: 100%; height: auto; }
table { border-collapse: collapse; }
th, td { padding: 0.1rem 0.6rem; text-align: right; }`;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
