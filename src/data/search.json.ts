/** Everything that the search knows: the prose of every page, the lab's cells, the glossary, what is cited. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cells } from "../exercise/cells/cells.js";
import type { Passage } from "../search/passage.js";
import { passagesOf } from "../site/passagesOf.js";
import { bibliography } from "../site/bibliography.js";
import { home, pages, pagesAside } from "../site/chapters.js";
import { glossary, glossaryAnchor } from "../site/glossary.js";

const prose = [home, ...pages, ...pagesAside].flatMap(({ name, path }) => {
  const below = path.slice(1);
  return passagesOf({ name, path: below }, readFileSync(join("src", `${below || "index"}.md`), "utf8"));
});
const exercise: Passage[] = cells.map(({ id, title, task }) => ({
  page: "Lab",
  section: title,
  href: `lab#write-${id}`,
  text: task.replaceAll("`", "")
}));
const terms: Passage[] = glossary.map(({ term, meaning }) => ({
  page: "Glossary",
  section: term,
  href: `about#${glossaryAnchor(term)}`,
  text: meaning
}));
const works: Passage[] = Object.values(bibliography).map(({ title, authors, venue, year, about }) => ({
  page: "Bibliography",
  section: title,
  href: "about#bibliography",
  text: `${authors}, ${venue}, ${year}. ${about}`,
  aside: true
}));
process.stdout.write(JSON.stringify([...prose, ...exercise, ...terms, ...works]));
