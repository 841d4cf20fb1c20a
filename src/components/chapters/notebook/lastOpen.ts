const lastKey = "notebook";

/** The name of the notebook that was open last; null: none, or nothing may be kept. */
export function lastOpen(): string | null {
  try {
    return localStorage.getItem(lastKey);
  } catch {
    return null;
  }
}

/** Notes which notebook is open, for the next visit. */
export function rememberOpen(name: string): void {
  try {
    localStorage.setItem(lastKey, name);
  } catch {
    // Where nothing may be kept, the next visit opens the course's notebook.
  }
}
