import type { Passage } from "./passage.js";

/** A passage that answers a query: where its words stand in the excerpt of it. */
export interface Found {
  readonly passage: Passage;
  /** the excerpt cut where its marks begin and end: every second part is a word of the query */
  readonly excerpt: readonly string[];
}

const excerptLength = 170;

/** Words that are looked for only if there is no other. */
const common = new Set(["a", "an", "and", "in", "is", "of", "the", "to"]);

/**
 * The passages that hold every telling word of the query, best first. A word finds those that begin with it; a single letter
 * finds itself alone. A heading counts for more than text, and a rare word for more than a common one.
 * @returns nothing for a query without a word
 */
export function findPassages(passages: readonly Passage[], query: string): Found[] {
  const words = wordsOf(query).map(({ word }) => word);
  const telling = words.filter((word) => !common.has(word));
  const asked = (telling.length > 0 ? telling : words).map(stem);
  if (asked.length === 0) return [];
  const read = passages.map((passage) => ({
    passage,
    head: wordsOf(`${passage.page} ${passage.section}`),
    text: wordsOf(passage.text)
  }));
  const counts = read.map(({ head, text }) =>
    asked.map((term) => ({ head: count(head, term), text: count(text, term) }))
  );
  const rarity = asked.map((_, i) => {
    const having = counts.filter((each) => each[i].head + each[i].text > 0).length;
    return Math.log(1 + passages.length / Math.max(1, having));
  });
  return read
    .map(({ passage, text }, at) => ({
      passage,
      text,
      complete: counts[at].every((each) => each.head + each.text > 0),
      score: counts[at].reduce((sum, each, i) => sum + rarity[i] * (3 * each.head + Math.log1p(each.text)), 0)
    }))
    .filter(({ complete }) => complete)
    .sort((a, b) => Number(!!a.passage.aside) - Number(!!b.passage.aside) || b.score - a.score)
    .map(({ passage, text }) => ({ passage, excerpt: excerptOf(passage.text, text, asked) }));
}

interface Word {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** Words without regard to capitals, accents, indices and powers: "R̂" is r, "σ²" is σ. */
function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?/gu), (match) => ({
    word: plain(match[0]),
    from: match.index,
    to: match.index + match[0].length
  }));
}

const indicesAndPowers = /[²³¹⁰-ₜᵢ-ᵪᵐⱼ]/g;

function plain(word: string): string {
  const letters = word.replace(/['’].*/, "").replace(indicesAndPowers, "");
  return letters.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** "mixtures" is to find "mixture" too. */
function stem(word: string): string {
  return word.length > 3 ? word.replace(/s$/, "") : word;
}

function matches(word: string, term: string): boolean {
  return term.length === 1 ? word === term : word.startsWith(term);
}

function count(words: readonly Word[], term: string): number {
  return words.filter(({ word }) => matches(word, term)).length;
}

/** The stretch that holds most of the terms; the beginning if the text holds none. */
function excerptOf(text: string, words: readonly Word[], terms: readonly string[]): string[] {
  const hits = words.filter(({ word }) => terms.some((term) => matches(word, term)));
  const within = (start: Word) => hits.filter(({ from, to }) => from >= start.from && to <= start.from + excerptLength);
  const variety = (start: Word) => terms.filter((term) => within(start).some(({ word }) => matches(word, term))).length;
  const best = hits.reduce<Word | null>((a, b) => (a && variety(a) >= variety(b) ? a : b), null);
  // A few words before the first hit say what it is about.
  const first = best ? (words.findLast(({ from }) => from <= Math.max(0, best.from - 40))?.from ?? 0) : 0;
  const last = words.findLast(({ to }) => to <= first + excerptLength)?.to ?? text.length;
  const end = last >= (words.at(-1)?.to ?? 0) ? text.length : last;
  const parts: string[] = [];
  let at = first;
  for (const { from, to } of hits.filter((each) => each.from >= first && each.to <= end)) {
    parts.push(text.slice(at, from), text.slice(from, to));
    at = to;
  }
  parts.push(text.slice(at, end));
  if (first > 0) parts[0] = `… ${parts[0]}`;
  if (end < text.length) parts[parts.length - 1] += " …";
  return parts;
}
