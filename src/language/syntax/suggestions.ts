import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";

/** Names from other languages and libraries, and what to write here. */
const aliases: Readonly<Record<string, string>> = {
  sigma: "sqrt(sigma2)",
  log_sigma_squared: "logSigma2",
  logsumexp: "log(sum(exp(a), 2))",
  matmul: "*",
  mm: "*",
  dot: "*",
  multiply: "*",
  dotMultiply: ".*",
  divide: "./",
  dotDivide: "./",
  add: "+",
  subtract: "-",
  pow: ".^",
  power: ".^",
  clamp: "maximum",
  relu: "maximum(a, 0)",
  logistic: "sigmoid",
  ln: "log",
  randn: "normal(mean, std)",
  rand: "bernoulli(p)",
  random: "bernoulli(p)",
  sample: "bernoulli(p) or normal(mean, std)",
  range: "from:to",
  scan: "iterate(f, start, steps)",
  map: "a function of the whole batch",
  T: "W'",
  cat: "concat",
  shape: "size",
  average: "mean"
};

/** The error for a name that doesn't exist, with the nearest one that does. */
export function unknownName(name: string, span: Span, known: readonly string[]): LanguageError {
  const near = nearest(name, known);
  const alias = Object.hasOwn(aliases, name) && !known.includes(name) ? aliases[name] : null;
  const guess = alias ?? near;
  const question = guess === null ? `What there is: ${listOf(known)}.` : `Did you mean ${guess}?`;
  return new LanguageError("unknown name", `There is no ${name} here. ${question}`, span);
}

function listOf(known: readonly string[]): string {
  return [...new Set(known)].slice(0, 14).join(", ");
}

/** The known name at the smallest edit distance, or null if none is close; upper and lower case count as half a letter. */
export function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = name.length <= 2 ? 0.75 : name.length <= 4 ? 1.25 : 2.25;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const [p, q] = [a[i - 1], b[j - 1]];
      const change = p === q ? 0 : p.toLowerCase() === q.toLowerCase() ? 0.5 : 1;
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change));
    }
    row = next;
  }
  return row[b.length];
}
