import type { Random } from "../../src/rbm/random.js";

/** A text with one to four pieces cut out, doubled or overwritten, or its end lost. */
export function mutateText(text: string, random: Random): string {
  let out = text;
  for (let times = 1 + Math.floor(random.uniform() * 4); times > 0; times--) {
    const at = Math.floor(random.uniform() * out.length);
    const end = at + Math.floor(random.uniform() * 40);
    const piece = out.slice(Math.floor(random.uniform() * out.length)).slice(0, 20);
    const kind = Math.floor(random.uniform() * 4);
    if (kind === 0) out = out.slice(0, at) + out.slice(end);
    else if (kind === 1) out = out.slice(0, at) + piece + out.slice(at);
    else if (kind === 2)
      out = out.slice(0, at) + String.fromCharCode(Math.floor(random.uniform() * 300)) + out.slice(at + 1);
    else out = out.slice(0, at);
  }
  return out;
}

/** Valid JSON with one to four parts taken out, replaced or given twice. */
export function mutateTree(json: string, random: Random): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)];
  const file = JSON.parse(json) as unknown;
  for (let times = 1 + Math.floor(random.uniform() * 4); times > 0; times--) {
    const places: [Record<string, unknown>, string][] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== "object" || node === null) return;
      const record = node as Record<string, unknown>;
      for (const key of Object.keys(record)) {
        // The prelude's lines would be hit most of the time.
        if (Array.isArray(node) && typeof record[key] === "string" && random.uniform() < 0.95) continue;
        places.push([record, key]);
        visit(record[key]);
      }
    };
    visit(file);
    if (places.length === 0) break;
    const [node, key] = pick(places);
    const kind = Math.floor(random.uniform() * 3);
    if (kind === 0 && Array.isArray(node)) node.push(node[Number(key)]);
    else if (kind === 1) delete node[key];
    else node[key] = pick([null, 3, -1e9, 0.5, true, "", "x", "__proto__", [], {}, [[]], "y".repeat(30_000)]);
  }
  return JSON.stringify(file);
}

/** Changes one to three of the sources that a notebook's JSON holds, and leaves it JSON. */
export function mutateSources<T extends { source: string }>(cells: readonly T[], random: Random): T[] {
  const out = cells.map((cell) => ({ ...cell }));
  for (let times = 1 + Math.floor(random.uniform() * 3); times > 0; times--) {
    const cell = out[Math.floor(random.uniform() * out.length)];
    cell.source = mutateText(cell.source, random);
  }
  return out;
}
