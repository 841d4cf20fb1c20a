import { expect, it } from "vitest";
import { findPassages } from "../../src/search/findPassages.js";
import type { Passage } from "../../src/search/passage.js";

const passage = (section: string, text: string): Passage => ({ page: "Page", section, href: section, text });
const passages = [
  passage("Mixtures", "A mixture of Gaussians, and nothing else."),
  passage(
    "Energy",
    `${"Words before it. ".repeat(20)}Here a mixture meets the free energy. ${"And after it. ".repeat(20)}`
  ),
  passage("Letters", "The variance σᵢ² of xᵢ, and R̂ of Székely’s chains.")
];
const sections = (query: string) => findPassages(passages, query).map((found) => found.passage.section);

it("a word finds what begins with it, in either number, and a heading comes first", () => {
  expect(sections("mixtures")).toEqual(["Mixtures", "Energy"]);
  expect(sections("ENER")).toEqual(["Energy"]);
});

it("every word of the query but the commonest has to be there", () => {
  expect(sections("mixture energy")).toEqual(["Energy"]);
  expect(sections("mixture phlogiston")).toEqual([]);
  expect(sections("the mixture in energy")).toEqual(["Energy"]);
});

it("accents, indices and powers do not count; a single letter finds itself alone", () => {
  for (const query of ["szekely", "σ", "σ²", "x", "r"]) expect(sections(query), query).toEqual(["Letters"]);
});

it("what stands aside is found last", () => {
  const cited: Passage = { ...passage("Energy, a work on energy", "Energy."), aside: true };
  const found = findPassages([cited, ...passages], "energy").map((each) => each.passage.section);
  expect(found).toEqual(["Energy", "Energy, a work on energy"]);
});

it("a query without a word finds nothing", () => {
  for (const query of ["", "  ", "?!"]) expect(findPassages(passages, query)).toEqual([]);
});

it("the excerpt is the stretch with the words of the query, which it marks, and says what it leaves out", () => {
  const [{ excerpt }] = findPassages(passages, "free mixture");
  expect(excerpt.filter((_, i) => i % 2 === 1)).toEqual(["mixture", "free"]);
  const text = excerpt.join("");
  expect(text).toMatch(/^… .* …$/);
  expect(text.length).toBeLessThan(180);
  expect(findPassages(passages, "nothing")[0].excerpt.join("")).toBe("A mixture of Gaussians, and nothing else.");
});
