/** Calls back when nothing restarted it for so long. */
export function withDeadline(milliseconds: number, onTimeUp: () => void): { restart(): void; stop(): void } {
  let timer = setTimeout(onTimeUp, milliseconds);
  return {
    restart() {
      clearTimeout(timer);
      timer = setTimeout(onTimeUp, milliseconds);
    },
    stop: () => clearTimeout(timer)
  };
}
