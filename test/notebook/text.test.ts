import { expect, it } from "vitest";
import { markdownToHtml } from "../../src/notebook/text/markdownToHtml.js";

it("a short formula of a text cell stays with the punctuation beside it", () => {
  const html = markdownToHtml("ones $z$, which are ($m$) switches of $n$ kinds");
  expect(html.match(/<span class="unbroken">\(?<span class="katex">/g)).toHaveLength(2);
  expect(html).toMatch(/,<\/span> which/);
  expect(html).toMatch(/\)<\/span> switches/);
});

it("a reader's own HTML is shown as text", () => {
  expect(markdownToHtml("<b>bold</b>")).toBe("<p>&lt;b&gt;bold&lt;/b&gt;</p>\n");
});
