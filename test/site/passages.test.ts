import { expect, it } from "vitest";
import { passagesOf } from "../../src/site/passagesOf.js";
import { plainFormula } from "../../src/site/plainFormula.js";

it.each([
  [String.raw`\sigma_i^2`, "σᵢ²"],
  [String.raw`p(z \mid x)`, "p(z | x)"],
  [String.raw`z \in \{0, 1\}^m`, "z ∈ {0, 1}ᵐ"],
  [String.raw`(Wz)_i = \sum_j W_{ij} z_j`, "(Wz)ᵢ = Σⱼ Wᵢⱼ zⱼ"],
  [String.raw`\operatorname{sigmoid}(a) = 1/(1 + e^{-a})`, "sigmoid(a) = 1/(1 + e^(−a))"],
  [String.raw`\mathcal{N}\big(b_i,\ \sigma_i^2\big)`, "N(bᵢ, σᵢ²)"],
  [String.raw`\sqrt{\sigma}`, "√σ"],
  [String.raw`\sqrt{a + b}`, "√(a + b)"],
  [String.raw`2^{256}`, "2^256"]
])("the formula %s is read as %s", (tex, plain) => {
  expect(plainFormula(tex)).toBe(plain);
});

it("a command that is not known is refused, not published half-read", () => {
  expect(() => plainFormula(String.raw`\aleph_0`)).toThrow("\\aleph");
});

it("a page is cut at its headings; marks, code and displayed formulas are left out", () => {
  const markdown = `---\ntitle: T\n---\n\n# Title\n\nThe [[energies|energy]] of $x_i$ [@cho2011] in [Figure](#fig-a).\n\n\`\`\`ts\nhidden();\n\`\`\`\n\n## How? So\n\n$$E$$\n\n- One *item*.\n\n## Sources\n\n<!-- sources -->\n`;
  expect(passagesOf({ name: "Page", path: "page" }, markdown)).toEqual([
    { page: "Page", section: "Title", href: "page", text: "The energies of xᵢ in the figure." },
    { page: "Page", section: "How? So", href: "page#how-so", text: "One item." }
  ]);
});
