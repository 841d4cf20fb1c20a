import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { drawPending, frameOnce } from "../../../src/components/dom/frameOnce.js";

let frames: (() => void)[] = [];
const frame = () => frames.splice(0).forEach((act) => act());

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (act: () => void) => frames.push(act));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Pictures that take so many milliseconds each, and the list of those drawn. */
function pictures(milliseconds: number, count: number) {
  const drawn: number[] = [];
  const ask = Array.from({ length: count }, (_, k) =>
    frameOnce(() => {
      vi.advanceTimersByTime(milliseconds);
      drawn.push(k);
    })
  );
  const take = () => drawn.splice(0);
  ask.forEach((each) => each());
  frame();
  vi.runAllTimers();
  expect(take()).toEqual(ask.map((_, k) => k));
  return { ask, take };
}

it("draws once a frame, however often it is asked", () => {
  const { ask, take } = pictures(1, 3);
  for (let k = 0; k < 5; k++) ask.forEach((each) => each());
  expect(take()).toEqual([]);
  frame();
  expect(take()).toEqual([0, 1, 2]);
  frame();
  expect(take()).toEqual([]);
});

it("leaves to the next frame what comes after its share of drawing, and drops none, in the order asked for", () => {
  const { ask, take } = pictures(4, 5);
  ask.forEach((each) => each());
  frame();
  expect(take()).toEqual([0, 1]);
  ask[0]();
  frame();
  expect(take()).toEqual([2, 3]);
  frame();
  expect(take()).toEqual([4, 0]);
  expect(frames.length).toBe(0);
});

it("draws what is asked for while it draws in the frame after", () => {
  const { ask, take } = pictures(1, 2);
  let again = true;
  const both = frameOnce(() => {
    if (again) both();
    again = false;
    ask[1]();
  });
  both();
  frame();
  vi.runAllTimers();
  expect(take()).toEqual([]);
  frame();
  expect(take()).toEqual([1]);
});

it("goes on after a picture that fails, and reports it", () => {
  const reported: unknown[] = [];
  vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
  const { ask, take } = pictures(1, 2);
  let fails = false;
  const failing = frameOnce(() => {
    if (fails) throw new Error("no canvas");
  });
  failing();
  frame();
  vi.runAllTimers();
  fails = true;
  failing();
  ask.forEach((each) => each());
  frame();
  expect(take()).toEqual([0, 1]);
  expect(reported).toEqual([new Error("no canvas")]);
});

it("draws everything at once for paper, and not again", () => {
  const { ask, take } = pictures(4, 4);
  ask.forEach((each) => each());
  drawPending();
  expect(take()).toEqual([0, 1, 2, 3]);
  frame();
  expect(take()).toEqual([]);
});

it("marks a place until all of it is drawn, what fails included", () => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    }
  );
  vi.stubGlobal("reportError", () => {});
  let isMarked = false;
  const place = { toggleAttribute: (_: string, on: boolean) => (isMarked = on) } as unknown as Element;
  const parts = [
    () => {},
    () => {
      throw new Error("no canvas");
    }
  ].map((draw) => frameOnce(draw, place));
  parts.forEach((ask) => ask());
  expect(isMarked).toBe(true);
  expect(() => drawPending()).toThrow("no canvas");
  expect(isMarked).toBe(false);
  parts[0]();
  expect(isMarked).toBe(true);
  frame();
  expect(isMarked).toBe(false);
});
