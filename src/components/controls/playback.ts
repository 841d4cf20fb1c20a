/** What happens at the last frame (played backward: the first): stop, start over, or turn round. */
export type PlaybackMode = "once" | "loop" | "reflect";

/** Where an animation stands. The clock is elsewhere: `advance` is told how much time has passed. */
export interface Playback {
  readonly frames: number;
  /** The frame shown, 0 to frames − 1. */
  readonly frame: number;
  /** How much of the frame's own time has passed, 0 to 1. */
  readonly phase: number;
  readonly direction: 1 | -1;
  readonly playing: boolean;
  readonly mode: PlaybackMode;
  /** Frames per second. */
  readonly rate: number;
}

/** The speeds to choose from, in frames per second. */
export const rates: readonly number[] = [1, 2, 5, 10, 15, 20, 30, 45, 60, 120, 240];

/** A playback at rest on its first frame. @throws RangeError unless `frames` is a whole number of at least 1 */
export function playback(frames: number, start: Partial<Omit<Playback, "frames">> = {}): Playback {
  if (!Number.isInteger(frames) || frames < 1) {
    throw new RangeError(`an animation has a whole number of frames, at least 1; this is ${frames}`);
  }
  const state = { frame: 0, phase: 0, direction: 1, playing: false, mode: "loop", rate: 30, ...start, frames } as const;
  return { ...state, frame: clamp(state.frame, frames) };
}

const clamp = (frame: number, frames: number) => Math.min(frames - 1, Math.max(0, Math.round(frame) || 0));

/** Plays in a direction. Played once to its end, it starts over from the other end. */
export function play(state: Playback, direction: 1 | -1 = 1): Playback {
  const end = direction === 1 ? state.frames - 1 : 0;
  const frame = state.mode === "once" && state.frame === end ? state.frames - 1 - end : state.frame;
  return { ...state, frame, phase: 0, direction, playing: state.frames > 1 };
}

export function pause(state: Playback): Playback {
  return { ...state, playing: false, phase: 0 };
}

/** Shows a frame, the nearest there is; plays on from it if it was playing. */
export function seek(state: Playback, frame: number): Playback {
  return { ...state, frame: clamp(frame, state.frames), phase: 0 };
}

/** Pauses and moves by whole frames, not past the ends. */
export function stepBy(state: Playback, count: number): Playback {
  return pause(seek(state, state.frame + count));
}

export function setMode(state: Playback, mode: PlaybackMode): Playback {
  return { ...state, mode };
}

/** The next speed up (+1) or down (−1); the frame shown and its phase stay. */
export function changeRate(state: Playback, by: 1 | -1): Playback {
  const next = by === 1 ? rates.find((rate) => rate > state.rate) : rates.findLast((rate) => rate < state.rate);
  return { ...state, rate: next ?? state.rate };
}

/** A trajectory of another length in the same player: the frame is kept where it still exists. */
export function setFrames(state: Playback, frames: number): Playback {
  return playback(frames, state);
}

/** The state after `seconds` of playing. */
export function advance(state: Playback, seconds: number): Playback {
  if (!state.playing || !(seconds > 0)) return state;
  const elapsed = state.phase + seconds * state.rate;
  // 0.1 + 0.2 must not hold a frame back: a sum a hair under a whole number of frames counts as that number.
  const count = Math.floor(elapsed + 1e-9);
  const phase = Math.max(0, elapsed - count);
  const last = state.frames - 1;
  if (state.mode === "reflect" && last > 0) {
    // Reflected, the frames are a loop of 2·last: up to the last and back, each end shown once.
    const start = state.direction === 1 ? state.frame : 2 * last - state.frame;
    const place = modulo(start + count, 2 * last);
    return place < last
      ? { ...state, frame: place, phase, direction: 1 }
      : { ...state, frame: 2 * last - place, phase, direction: -1 };
  }
  const target = state.frame + state.direction * count;
  if (target >= 0 && target <= last) return { ...state, frame: target, phase };
  if (state.mode === "once") return { ...state, frame: target < 0 ? 0 : last, phase: 0, playing: false };
  return { ...state, frame: modulo(target, state.frames), phase };
}

const modulo = (a: number, n: number) => ((a % n) + n) % n;
