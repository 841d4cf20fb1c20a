import type { Storage } from "../../src/exercise/cells/answers.js";

/** A browser's storage, with what it holds. */
export function memoryStorage(): Storage & { readonly items: Map<string, string> } {
  const items = new Map<string, string>();
  return { items, getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}
