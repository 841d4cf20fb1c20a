import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { finishPage } from "../../src/site/finish.js";

const shell = (body: string) => `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<script>first()</script><title>Data | The RBM</title></head><body><main id="observablehq-main" class="observablehq">${body}</main><footer><p>Built and tested.</p></footer></body></html>`;

it("names the language and lets the reader zoom", () => {
  const html = finishPage(shell(""), "page");
  expect(html).toContain(`<html lang="en">`);
  expect(html).not.toContain("maximum-scale");
});

it("begins with a link past the navigation", () => {
  expect(finishPage(shell(""), "page")).toMatch(/<body>\s*<a class="skip-link" href="#observablehq-main">/);
});

it("allows inline scripts by their hash only, and no other host", () => {
  const html = finishPage(shell(""), "page");
  const hash = createHash("sha256").update("first()").digest("base64");
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1];
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`);
  expect(policy).not.toMatch(/https?:/);
});

it("refuses a page with a cell that does not compile", () => {
  const cell = `<div class="observablehq--inspect observablehq--error">SyntaxError: oops</div>`;
  expect(() => finishPage(shell(cell), "model.html")).toThrow("model.html: a cell does not compile: SyntaxError: oops");
});

it("refuses a shell that it does not know", () => {
  expect(() => finishPage("<html><body></body></html>", "x.html")).toThrow(/x\.html: expected .* once/);
});

it("promises pictures to a reader without scripts on the pages that have them, and on no other", () => {
  const notice = (name: string) => /without-scripts">([^<]*)/.exec(finishPage(shell(""), name))![1];
  for (const name of ["index.html", "sampling.html"]) expect(notice(name)).toContain("a picture of each figure");
  for (const name of ["catalogue.html", "embed.html", "about.html"]) expect(notice(name)).not.toContain("picture");
});
