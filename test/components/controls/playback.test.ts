import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advance,
  changeRate,
  pause,
  play,
  playback,
  rates,
  seek,
  setFrames,
  setMode,
  stepBy
} from "../../../src/components/controls/playback.js";
import type { Playback, PlaybackMode } from "../../../src/components/controls/playback.js";

/** The frames shown when time passes in ticks of one frame each. */
function walk(start: Playback, ticks: number): number[] {
  const frames = [start.frame];
  let state = start;
  for (let i = 0; i < ticks; i += 1) {
    state = advance(state, 1 / state.rate);
    frames.push(state.frame);
  }
  return frames;
}

const of = (frames: number, mode: PlaybackMode, frame = 0) => playback(frames, { mode, frame, rate: 10 });

describe("playback", () => {
  it("starts at rest on its first frame, and time leaves it there", () => {
    expect(advance(playback(5), 10)).toEqual(playback(5));
  });

  it("played once, stops on the last frame and stays", () => {
    const start = play(of(4, "once"));
    expect(walk(start, 6)).toEqual([0, 1, 2, 3, 3, 3, 3]);
    expect(advance(start, 100).playing).toBe(false);
  });

  it("played once backward, stops on the first frame", () => {
    expect(walk(play(of(4, "once", 3), -1), 5)).toEqual([3, 2, 1, 0, 0, 0]);
  });

  it("played again after its end, starts over from the other end", () => {
    expect(play(of(4, "once", 3)).frame).toBe(0);
    expect(play(of(4, "once", 0), -1).frame).toBe(3);
    expect(play(of(4, "loop", 3)).frame).toBe(3);
  });

  it("loops from the last frame to the first, and backward from the first to the last", () => {
    expect(walk(play(of(3, "loop")), 7)).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
    expect(walk(play(of(3, "loop"), -1), 4)).toEqual([0, 2, 1, 0, 2]);
  });

  it("reflects at both ends, showing each end once a turn", () => {
    expect(walk(play(of(4, "reflect")), 12)).toEqual([0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0]);
    expect(walk(play(of(4, "reflect", 1), -1), 5)).toEqual([1, 0, 1, 2, 3, 2]);
  });

  it("reflects over two frames, and does not play a single one", () => {
    expect(walk(play(of(2, "reflect")), 4)).toEqual([0, 1, 0, 1, 0]);
    expect(play(of(1, "reflect")).playing).toBe(false);
  });

  it("comes to the same frame however the time is cut into ticks", () => {
    const modes = fc.constantFrom<PlaybackMode>("once", "loop", "reflect");
    const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
    const property = fc.property(
      modes,
      fc.integer({ min: 2, max: 9 }),
      fc.constantFrom<1 | -1>(1, -1),
      cuts,
      (mode, frames, direction, ticks) => {
        // Sixteenths of a frame are exact in binary: no rounding takes part.
        const start = play(playback(frames, { mode, frame: 1, rate: 1 }), direction);
        const cut = ticks.reduce((state, tick) => advance(state, tick / 16), start);
        const whole = advance(start, ticks.reduce((sum, tick) => sum + tick, 0) / 16);
        expect([cut.frame, cut.direction]).toEqual([whole.frame, whole.direction]);
      }
    );
    fc.assert(property, { seed: 1, numRuns: 500 });
  });

  it("never leaves its frames, whatever is done to it", () => {
    const acts: ((state: Playback, by: number) => Playback)[] = [
      (state) => play(state, 1),
      (state) => play(state, -1),
      pause,
      (state, by) => seek(state, by),
      (state, by) => stepBy(state, by),
      (state, by) => advance(state, Math.abs(by)),
      (state, by) => setFrames(state, 1 + Math.abs(by)),
      (state, by) => setMode(state, (["once", "loop", "reflect"] as const)[Math.abs(by) % 3]),
      (state, by) => changeRate(state, by < 0 ? -1 : 1)
    ];
    const deeds = fc.array(fc.tuple(fc.constantFrom(...acts), fc.integer({ min: -20, max: 20 })), { maxLength: 40 });
    fc.assert(
      fc.property(deeds, (list) => {
        const state = list.reduce((before, [act, by]) => act(before, by), playback(7));
        expect(Number.isInteger(state.frame) && state.frame >= 0 && state.frame < state.frames).toBe(true);
        expect(state.phase).toBeGreaterThanOrEqual(0);
        expect(state.phase).toBeLessThan(1 + 1e-9);
      }),
      { seed: 2, numRuns: 500 }
    );
  });

  it("keeps its frame and its phase when the speed changes", () => {
    const state = advance(play(of(100, "loop")), 1.25);
    const faster = changeRate(state, 1);
    expect(faster.rate).toBeGreaterThan(state.rate);
    expect([faster.frame, faster.phase]).toEqual([state.frame, state.phase]);
    expect(changeRate(faster, -1)).toEqual(state);
  });

  it("goes no faster than the fastest speed and no slower than the slowest", () => {
    const top = rates[rates.length - 1];
    expect(changeRate(playback(3, { rate: top }), 1).rate).toBe(top);
    expect(changeRate(playback(3, { rate: rates[0] }), -1).rate).toBe(rates[0]);
  });

  it("pauses when stepped, and does not step past the ends", () => {
    const state = stepBy(play(of(3, "loop", 1)), 5);
    expect([state.frame, state.playing]).toEqual([2, false]);
    expect(stepBy(of(3, "loop"), -1).frame).toBe(0);
  });

  it("plays on from where it is scrubbed to", () => {
    expect(walk(seek(play(of(9, "loop")), 5), 2)).toEqual([5, 6, 7]);
  });

  it("keeps the frame shown when the number of frames changes, as far as there is one", () => {
    expect(setFrames(of(10, "loop", 7), 20)).toMatchObject({ frame: 7, frames: 20 });
    expect(setFrames(of(10, "loop", 7), 5)).toMatchObject({ frame: 4, frames: 5 });
  });

  it.each<PlaybackMode>(["loop", "reflect"])("goes on by %s after a moment with one frame alone", (mode) => {
    const alone = advance(setFrames(play(of(10, mode, 7)), 1), 1);
    expect(alone.frame).toBe(0);
    expect(advance(setFrames(alone, 3), 0.1)).toMatchObject({ frame: 1, playing: true });
  });

  it("refuses a number of frames that is not whole and positive", () => {
    for (const frames of [0, -1, 2.5, NaN, Infinity]) expect(() => playback(frames)).toThrow(/at least 1/);
  });
});
