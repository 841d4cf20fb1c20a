/**
 * Mends what Framework's shell leaves to be desired, in the HTML that was built: the language, zooming, what previews
 * and search engines read, and a policy that forbids the page to ask any other host for anything.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileOf, home, pages } from "./chapters.js";
import { metadata } from "./metadata.js";

/**
 * Rewrites every page below `output`.
 * @param site where the site will be published, or null
 * @throws Error if a page holds a cell that did not compile
 */
export function finishSite(output: string, site: string | null): string[] {
  const finished: string[] = [];
  for (const file of readdirSync(output, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".html")) continue;
    const path = join(output, file);
    writeFileSync(path, finishPage(readFileSync(path, "utf8"), file.split(sep).join("/"), site));
    finished.push(file);
  }
  return finished;
}

const withoutScripts = `<noscript><style>observablehq-loading,#search,#theme{display:none}</style></noscript>`;

/** What is left of a page without scripts: of a chapter its figures too, as pictures.ts puts them in. */
function noticeWithoutScripts(name: string): string {
  const hasPictures = [home, ...pages].some((page) => fileOf(page) === name);
  const left = hasPictures
    ? "read the text and the mathematics, and see a picture of each figure as it first appears"
    : "read the text of this one, and see nothing of what it computes";
  return `<noscript><p class="without-scripts">These pages compute in your browser. With scripts off you can ${left}.</p></noscript>`;
}

/** One page's HTML, mended. */
export function finishPage(html: string, name: string, site: string | null = null): string {
  const broken = /class="[^"]*observablehq--error[^>]*>([^<]*)/.exec(html);
  if (broken) throw new Error(`${name}: a cell does not compile: ${broken[1]}`);
  const unread = /class='[^']*katex-error' title='([^']*)'/.exec(html);
  if (unread) throw new Error(`${name}: a formula can't be rendered: ${unread[1]}`);
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "";
  const up = "../".repeat(name.split("/").length - 1) || "./";
  const told = replaceOnce(
    replaceOnce(
      html,
      "</head>",
      `${metadata(name, title, site)}\n${withoutScripts}\n<script type="module" src="${up}offline.js"></script>\n</head>`,
      name
    ),
    `<main id="observablehq-main" class="observablehq">`,
    `<main id="observablehq-main" class="observablehq">\n${noticeWithoutScripts(name)}`,
    name
  );
  // A page without a footer, as one that is shown in another site's frame, leads nowhere else.
  const referred = told.replace(
    "and tested.</p>",
    `and tested. <a href="${up}reference/index.html">Reference of the library</a></p>`
  );
  const skippable = replaceOnce(
    referred,
    "<body>",
    `<body>\n<a class="skip-link" href="#observablehq-main">Skip to the text</a>`,
    name
  );
  return replaceOnce(
    replaceOnce(skippable, "<html>", `<html lang="en">`, name),
    `<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n${policy(html)}`,
    name
  );
}

/** Own files only; inline scripts by their hash, WebAssembly compiled, no eval. KaTeX and d3 set inline styles. */
function policy(html: string): string {
  const scripts = Array.from(html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g), ([, code]) => {
    return `'sha256-${createHash("sha256").update(code).digest("base64")}'`;
  });
  const rules = [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${[...new Set(scripts)].join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'"
  ];
  return `<meta http-equiv="Content-Security-Policy" content="${rules.join("; ")}">`;
}

function replaceOnce(text: string, from: string, to: string, name: string): string {
  if (text.split(from).length !== 2) throw new Error(`${name}: expected ${from} once; has Framework's shell changed?`);
  return text.replace(from, () => to);
}
