import katex from "katex";
import MarkdownIt from "markdown-it";
import { expect, it } from "vitest";
import { article, readingMinutes } from "../../src/site/article.js";
import { mathematics } from "../../src/site/mathematics.js";
import { markSymbols } from "../../src/site/symbols.js";

const render = (source: string, path = "/model") => article(MarkdownIt({ html: true })).render(source, { path });

it("markSymbols wraps the model's letters, with their indices outside, and neither words nor differentials", () => {
  expect(markSymbols(String.raw`x_i W_{ij}`)).toBe(String.raw`\htmlData{symbol=x}{x}_i \htmlData{symbol=W}{W}_{ij}`);
  expect(markSymbols(String.raw`\sigma_i^2`)).toBe(String.raw`\htmlData{symbol=sigma2}{\sigma}_i^2`);
  expect(markSymbols(String.raw`\operatorname{softplus}(a) \begin{aligned}`)).toBe(
    String.raw`\operatorname{softplus}(a) \begin{aligned}`
  );
  expect(markSymbols(String.raw`e^{-E}\, dx`)).toBe(String.raw`e^{-\htmlData{symbol=E}{E}}\, d\htmlData{symbol=x}{x}`);
});

it("a marked formula takes the room that the plain one takes", () => {
  const bare = (tex: string) =>
    katex
      .renderToString(tex, { trust: true, strict: false, output: "html" })
      .replace(/ data-symbol="\w+"/g, "")
      .match(/(?:height|vertical-align|margin-right|margin-left|width):[^;"]+/g);
  const tex = String.raw`c(x) = \sum_j \operatorname{softplus}(d_j + \sum_i x_i W_{ij} / \sigma_i^2)`;
  expect(bare(markSymbols(tex))?.filter((rule) => rule.startsWith("height"))).toEqual(
    bare(tex)?.filter((rule) => rule.startsWith("height"))
  );
});

it("mathematics carries the letters' names into the page", () => {
  expect(mathematics(MarkdownIt()).render("The point $x$.")).toContain('data-symbol="x"');
});

it("a chapter's title is followed by its byline and its contents; other pages have neither", () => {
  const html = render("# Title\n\nText.\n\n## One");
  expect(html).toMatch(/<\/h1>\s*<p class="byline">.*24 November 2026/);
  expect(html).toContain(">One</a>");
  expect(render("# Title", "/catalogue")).not.toContain("byline");
});

it("a reference to a figure knows its number, and one to a figure that is not there is refused", () => {
  const figures = '<div class="numbered" id="fig-a"></div>\n\n<div class="numbered" id="fig-b"></div>\n\n';
  expect(render(`${figures}See [Figure](#fig-b).`)).toContain('<a href="#fig-b">Figure 2</a>');
  expect(() => render("See [Figure](#fig-c).")).toThrow("no figure with the id fig-c");
});

it("citations are numbered in the order they are met, listed at the end, and refused where unknown", () => {
  const html = render("A [@hinton2002], B [@pascanu2013], A again [@hinton2002].\n\n<!-- sources -->");
  expect(Array.from(html.matchAll(/>\[(\d)\]</g), ([, number]) => number)).toEqual(["1", "2", "1"]);
  expect(html.match(/<li>/g)).toHaveLength(2);
  expect(() => render("[@nobody1900]")).toThrow("nobody1900");
});

it("a term opens its meaning in place, and one that the glossary lacks is refused", () => {
  expect(render("The [[free energy]].")).toMatch(/popovertarget="term-1".*F\(x\) = −c\(x\)/);
  expect(() => render("The [[phlogiston]].")).toThrow("phlogiston");
});

it("reading time leaves code out", () => {
  expect(readingMinutes(`${"word ".repeat(400)}\n\`\`\`ts\n${"code ".repeat(4000)}\n\`\`\``)).toBe(2);
});

it("a tool has neither byline nor contents; a page without sections has no contents, and a short one takes 1 minute", () => {
  expect(render("# Title\n\n## One", "/notebook")).not.toMatch(/byline|contents/);
  const short = render("# Title\n\nText.");
  expect(short).not.toContain("On this page");
  expect(short).toContain("· 1 minute to read");
  expect(render(`# Title\n\n${"word ".repeat(400)}`)).toContain("· 2 minutes to read");
});
