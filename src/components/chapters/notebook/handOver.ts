import type { Notebook } from "../../../notebook/document/notebook.js";
import { AddressTooLongError, toAddress } from "../../../notebook/files/address.js";
import { createBrowserStore } from "../../../notebook/files/browserStore.js";
import { copyOf } from "./copyOf.js";
import { rememberOpen } from "./lastOpen.js";

/** The address that opens a notebook; null where it doesn't fit into one. */
export async function addressOf(notebook: Notebook): Promise<string | null> {
  try {
    return `./notebook#${await toAddress(notebook)}`;
  } catch (error) {
    if (error instanceof AddressTooLongError) return null;
    throw error;
  }
}

/**
 * Where to go to open a notebook. One too large for an address is kept in this browser first, under a name of its own,
 * as the one to be opened next.
 * @throws NotebookError if it is too large, and the browser keeps nothing
 */
export async function handOver(notebook: Notebook): Promise<string> {
  const address = await addressOf(notebook);
  if (address !== null) return address;
  const store = createBrowserStore();
  const history = await copyOf(notebook, store);
  await store.save(history, Date.now());
  rememberOpen(history.present.name);
  return "./notebook";
}
