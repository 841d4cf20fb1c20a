import { checkNotebook } from "../document/checkNotebook.js";
import { notebookFormat } from "../document/notebook.js";
import type { Cell, Notebook } from "../document/notebook.js";
import { NotebookError } from "../notebookError.js";
import { damaged, deflate, fromBase64url, inflate, toBase64url } from "./compression.js";

/** Longest fragment that every browser and most mail programs carry whole. */
export const longestAddress = 16_000;
/** Most bytes that an address may unfold to. */
const mostBytes = 4_000_000;

/** A notebook that no address has room for. */
export class AddressTooLongError extends NotebookError {}

type Packed = readonly [version: 1, name: string, cells: readonly PackedCell[]];
type PackedCell = readonly [id: string, flags: number, source: string, value?: unknown];

/** bits of a cell's flags */
const isCode = 1;
const isFolded = 2;
const hidesCode = 4;

/**
 * The notebook as the fragment of an address, `n=…`, compressed.
 * @throws AddressTooLongError: it can be saved as a file
 */
export async function toAddress({ name, cells }: Notebook): Promise<string> {
  const packed: Packed = [1, name, cells.map(pack)];
  const bytes = await deflate(new TextEncoder().encode(JSON.stringify(packed)));
  const fragment = `n=${toBase64url(bytes)}`;
  if (fragment.length > longestAddress) {
    throw new AddressTooLongError(
      `This notebook takes ${fragment.length.toLocaleString("en")} characters and an address carries ${longestAddress.toLocaleString("en")}: save it as a file.`
    );
  }
  return fragment;
}

/**
 * The notebook that a fragment carries, or null where it carries none.
 * @throws NotebookError where it is damaged
 */
export async function fromAddress(fragment: string): Promise<Notebook | null> {
  const match = /(?:^#?|&)n=([^&]*)/.exec(fragment);
  if (!match) return null;
  if (match[1].length > longestAddress) throw new NotebookError("The notebook in this address is too long.");
  const bytes = await inflate(fromBase64url(match[1]), mostBytes);
  let packed: unknown;
  try {
    packed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw damaged();
  }
  if (!Array.isArray(packed) || !Array.isArray(packed[2])) throw damaged();
  const [version, name, cells] = packed as unknown[];
  return checkNotebook({ format: notebookFormat, version, name, cells: (cells as unknown[]).map(unpack) });
}

function pack({ id, kind, source, folded, hideCode, value }: Cell): PackedCell {
  const flags = (kind === "code" ? isCode : 0) | (folded ? isFolded : 0) | (hideCode ? hidesCode : 0);
  return value === undefined ? [id, flags, source] : [id, flags, source, value];
}

function unpack(cell: unknown): unknown {
  if (!Array.isArray(cell)) throw damaged();
  const [id, flags, source, value] = cell as [unknown, unknown, unknown, unknown];
  if (typeof flags !== "number") throw damaged();
  return {
    id,
    kind: flags & isCode ? "code" : "text",
    source,
    folded: (flags & isFolded) !== 0,
    hideCode: (flags & hidesCode) !== 0,
    ...(cell.length > 3 ? { value } : {})
  };
}
