import MarkdownIt from "markdown-it";
import { expect, it, vi } from "vitest";
import { finishPage } from "../../src/site/finish.js";
import { mathematics } from "../../src/site/mathematics.js";

it("mathematics is rendered, as HTML and as MathML for a screen reader", () => {
  const html = mathematics(MarkdownIt()).render(String.raw`Let $\sigma^2 = 1$.`);
  expect(html).toContain('class="katex"');
  expect(html).toContain("<math");
});

it("a mistake in a formula is refused when pages are finished", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const html = mathematics(MarkdownIt()).render(String.raw`$\sigm^2$`);
  expect(() => finishPage(html, "model.html")).toThrow(/model\.html: a formula can't be rendered: .*sigm/);
});

it("an expression in a page is left to Framework", () => {
  const md = MarkdownIt();
  md.inline.ruler.push("placeholder", (state, silent) => {
    if (!state.src.startsWith("${", state.pos)) return false;
    if (!silent) state.push("placeholder", "", 0);
    state.pos = state.src.indexOf("}", state.pos) + 1;
    return true;
  });
  md.renderer.rules.placeholder = () => "CELL";
  expect(mathematics(md).render("costs ${price} and $x$")).toMatch(/costs CELL and <span class="katex"/);
});

it("a short formula stays with the punctuation beside it, a long one may break", () => {
  const md = mathematics(MarkdownIt({ typographer: true }));
  const kept = (source: string) =>
    md.render(source).replace(/(?<=<span class="katex">).*(?=<\/span><\/span><\/span>)/, "…");
  expect(kept("so $n = 64$. The")).toBe(
    '<p>so <span class="unbroken"><span class="katex">…</span></span></span>.</span> The</p>\n'
  );
  expect(kept("a bias ($b_i$), a")).toMatch(
    /^<p>a bias <span class="unbroken">\(<span class="katex">…(<\/span>)+\),<\/span> a/
  );
  expect(kept("a bias $b_i$ and")).not.toContain("unbroken");
  expect(kept("at $a = 1000$ the")).toMatch(/^<p>at <span class="unbroken"><span class="katex">/);
  expect(kept(String.raw`so $p(x) = \sum_z p(z) p(x \mid z)$, with`)).not.toContain("unbroken");
});

it("a method's name with its number stays on one line, in words as in a formula", () => {
  const md = mathematics(MarkdownIt());
  expect(md.render("by CD-10, or *CD-1*.")).toBe(
    '<p>by <span class="unbroken">CD-10</span>, or <em><span class="unbroken">CD-1</span></em>.</p>\n'
  );
  expect(md.render("which is CD-$k$. It")).toMatch(/^<p>which is <span class="unbroken">CD-<span class="katex">/);
  expect(md.render("`CD-10`")).toBe("<p><code>CD-10</code></p>\n");
});
