/**
 * Mends what Framework's shell leaves to be desired, in the HTML that was built: the language, zooming, and a policy
 * that forbids the page to ask any other host for anything.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Rewrites every page below `output`; throws where a page holds a cell that did not compile. */
export function finishSite(output: string): string[] {
  const finished: string[] = [];
  for (const file of readdirSync(output, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".html")) continue;
    const path = join(output, file);
    writeFileSync(path, finishPage(readFileSync(path, "utf8"), file));
    finished.push(file);
  }
  return finished;
}

/** One page's HTML, mended. */
export function finishPage(html: string, name: string): string {
  const broken = /observablehq--error[^>]*>([^<]*)/.exec(html);
  if (broken) throw new Error(`${name}: a cell does not compile: ${broken[1]}`);
  const unread = /class='[^']*katex-error' title='([^']*)'/.exec(html);
  if (unread) throw new Error(`${name}: a formula can't be rendered: ${unread[1]}`);
  // Framework can't link to pages that are made after its build. A page without a footer, as an embedded one, has none.
  const up = "../".repeat(name.split(/[\\/]/).length - 1) || "./";
  const referred = html.replace(
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
