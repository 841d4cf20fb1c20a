import { readFileSync } from "node:fs";
import katex from "katex";
import MarkdownIt from "markdown-it";
import { expect, it } from "vitest";
import { article, readingMinutes } from "../../src/site/article.js";
import { bibliography, citationHtml } from "../../src/site/bibliography.js";
import { edition } from "../../src/site/chapters.js";
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

it("a figure and a reference to it know its number, and one to a figure that is not there is refused", () => {
  const figures = '<div class="numbered" id="fig-a"></div>\n\n<div class="numbered" id="fig-b"></div>\n\n';
  expect(render(`${figures}See [Figure](#fig-b).`)).toContain('<a href="#fig-b">Figure 2</a>');
  expect(render(figures)).toContain('<div class="numbered" id="fig-b" style="counter-reset: figure 2">');
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

it("the changes are those of CHANGELOG.md, one heading down", () => {
  const html = render("## Changes\n\n<!-- changes -->", "/about");
  expect(html).toContain("<h3>Since 0.1.0</h3>");
  expect(html).toContain("<h3>0.1.0</h3>");
  expect(html).toContain("107 known mistakes");
  expect(html.match(/<li>/g)).toHaveLength(readFileSync("CHANGELOG.md", "utf8").match(/^- /gm)!.length);
});

it("the version and the date of the edition are those of CITATION.cff, package.json and the page about this site", () => {
  const citation = readFileSync("CITATION.cff", "utf8");
  expect(citation).toContain(`version: ${edition.version}`);
  expect(citation).toContain(`date-released: ${edition.date}`);
  expect(readFileSync("package.json", "utf8")).toContain(`"version": "${edition.version}"`);
  expect(readFileSync("src/about.md", "utf8")).toContain(`Version ${edition.version}, ${edition.dateInWords}`);
});

it("an entry links its DOI or its number at arXiv, and says what stands from memory", () => {
  expect(citationHtml("hinton2002")).toContain('<a href="https://doi.org/10.1162/089976602760128018">');
  expect(citationHtml("neal2001")).toContain('<a href="https://arxiv.org/abs/physics/9803008">');
  expect(citationHtml("vehtari2021")).toContain("The bound of 1.01 is not in its abstract");
  expect(citationHtml("geman1984")).toContain("Not at hand");
  expect(citationHtml("kingma2015")).not.toContain("unchecked");
});

it("docs/citations.md names every entry where it belongs", () => {
  const [abstracts, lists] = readFileSync("docs/citations.md", "utf8").split("**Listed**");
  for (const [key, { checked }] of Object.entries(bibliography))
    expect(checked === "abstract" ? abstracts : lists, key).toContain(key);
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
