/** A time limit is counted in so many slices. */
const slices = 8;

export interface Deadline {
  restart(): void;
  stop(): void;
}

/**
 * Calls back when nothing restarted it for so long. It waits in slices, each by a timer of its own: while the page is
 * busy, or the computer asleep, a worker's news wait unheard, and then no more than one slice counts as silence.
 */
export function withDeadline(milliseconds: number, onTimeUp: () => void): Deadline {
  let timer: ReturnType<typeof setTimeout>;
  let left = slices;
  const wait = (): void => {
    timer = setTimeout(() => (--left > 0 ? wait() : onTimeUp()), milliseconds / slices);
  };
  wait();
  return {
    restart() {
      clearTimeout(timer);
      left = slices;
      wait();
    },
    stop: () => clearTimeout(timer)
  };
}
