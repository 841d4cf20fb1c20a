/** Lets one after the other do what only one can do at a time. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Waits for those before. @returns what lets the next one begin @throws the signal's reason */
  async take(signal: AbortSignal): Promise<() => void> {
    const before = this.last;
    let release = (): void => {};
    const mine = new Promise<void>((resolve) => (release = resolve));
    this.last = before.then(() => mine);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    try {
      signal.throwIfAborted();
      await Promise.race([before, aborted]);
    } catch (error) {
      release();
      throw error;
    }
    return release;
  }
}
