// @vitest-environment jsdom
import { expect, it } from "vitest";
import { emitInput, withValue } from "../../../src/components/controls/control.js";
import { following } from "../../../src/components/chapters/model/following.js";
import { machineQuestions } from "../../../src/components/chapters/model/questions.js";
import { firstSmallMachine } from "../../../src/components/chapters/model/smallMachine.js";

/** A control without a handle. */
function controlOf<Value>(first: Value) {
  let value = first;
  return withValue<Value, HTMLElement>(
    document.createElement("div"),
    () => value,
    (next) => (value = next)
  );
}

it("is shown the value at once, and after many changes in a frame the last one, once", async () => {
  const control = controlOf(1);
  const shown: number[] = [];
  following(control, document.createElement("p"), (_, value) => void shown.push(value));
  expect(shown).toEqual([1]);
  for (const value of [2, 3, 4]) {
    control.value = value;
    emitInput(control);
  }
  expect(shown).toEqual([1]);
  await expect.poll(() => shown).toEqual([1, 4]);
});

it("the questions are judged by the machine as it stands, before and after it is set", async () => {
  const control = controlOf(firstSmallMachine);
  const [switches, single] = machineQuestions(control);
  const answered = () => [switches, single].map((each) => each.hasAttribute("data-right"));
  expect(answered()).toEqual([false, false]);
  control.value = { ...firstSmallMachine, W: [0, 0].map(() => [0, 0, 0]), d: [4, -4, 0] };
  emitInput(control);
  await expect.poll(answered).toEqual([true, true]);
});
