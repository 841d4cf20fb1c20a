import type { Cell } from "../document/notebook.js";

/** The key of our own part of a file's and a cell's metadata; nbformat leaves other keys alone. */
export const ownKey = "gaussian-bernoulli-rbm";

/** What a cell keeps beside its translation, so that it comes back as it was. */
export interface KeptCell extends Partial<Omit<Cell, "kind">> {
  /** counted from 0; the file has the cells in the order in which Python can run them */
  readonly place: number;
  /** of the translation, which tells whether it was edited in Jupyter; text cells have none */
  readonly fingerprint?: string;
}

/**
 * FNV-1a of a text's UTF-16 units, as 8 hexadecimal digits. White space at the end doesn't count: editors trim it.
 * Source: Fowler, Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/.
 */
export function fingerprintOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const unit of text.trimEnd().split("")) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
