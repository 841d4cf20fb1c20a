import { createHistory, record } from "../../../notebook/document/history.js";
import type { History } from "../../../notebook/document/history.js";
import type { Notebook } from "../../../notebook/document/notebook.js";
import { fromAddress } from "../../../notebook/files/address.js";
import type { NotebookStore } from "../../../notebook/files/store.js";
import { courseNotebook } from "../../../notebook/templates/course.js";
import { messageOf } from "../../dom/errorBox.js";
import { copyOf } from "./copyOf.js";
import { lastOpen } from "./lastOpen.js";
import { takeNote } from "./leavingNote.js";

/** What the page opens on. */
export interface Opening {
  readonly history: History;
  /** whether it came with the address: a copy, to be kept at once */
  readonly isCopy: boolean;
  /** whether it has edits that the store did not get before the page was left */
  readonly isAhead: boolean;
  /** what could not be opened, for the reader */
  readonly fault: string | null;
}

/**
 * The notebook of the address, as a copy beside what the reader has; else the one that was open last; else the course's.
 */
export async function opening(fragment: string, store: NotebookStore): Promise<Opening> {
  let fault: string | null = null;
  try {
    const sent = await fromAddress(fragment);
    if (sent) return { history: await copyOf(sent, store), isCopy: true, isAhead: false, fault };
  } catch (error) {
    fault = `The address carries a notebook that can't be opened: ${messageOf(error)}`;
  }
  const last = lastOpen();
  if (last !== null) {
    try {
      const stored = await store.load(last);
      const left = takeNote(last);
      const isAhead = left !== null && JSON.stringify(left) !== JSON.stringify(stored?.present);
      const history = isAhead ? record(stored ?? beginningOf(left), left) : stored;
      if (history) return { history, isCopy: false, isAhead, fault };
    } catch (error) {
      fault ??= `“${last}” can't be opened: ${messageOf(error)}`;
    }
  }
  return { history: createHistory(courseNotebook()), isCopy: false, isAhead: false, fault };
}

/** What a notebook that was never stored was made of: the course's, or nothing else. */
function beginningOf(notebook: Notebook): History {
  const course = courseNotebook();
  return createHistory(notebook.name === course.name ? course : notebook);
}
