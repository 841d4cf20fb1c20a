// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { inAddress, numberCodec, switchCodec, wordCodec } from "../../../src/components/controls/address.js";
import { emitInput, withValue } from "../../../src/components/controls/control.js";

function control<T>(value: T) {
  return withValue<T, HTMLElement>(
    document.createElement("div"),
    () => value,
    (next) => (value = next)
  );
}

function bar(href: string) {
  const location = { href };
  return { location, history: { replaceState: (_: unknown, __: string, url: string) => void (location.href = url) } };
}

const steps = numberCodec({ min: 1, max: 50, integer: true });

it("a control takes its value from the address, and writes it back when it changes", () => {
  const address = bar("http://site/training?k=10&m=7#loss");
  const k = inAddress("k", control(1), steps, address);
  expect(k.value).toBe(10);
  k.value = 5;
  emitInput(k);
  expect(address.location.href).toBe("http://site/training?k=5&m=7#loss");
});

it("the default value stays out of the address", () => {
  const address = bar("http://site/training?k=10");
  const k = inAddress("k", control(1), steps, address);
  k.value = 1;
  emitInput(k);
  expect(address.location.href).toBe("http://site/training");
});

it.each([
  ["99", "must be a number from 1 to 50"],
  ["2.5", "must be a whole number"],
  ["", "must be a number from 1 to 50"],
  ["NaN", "must be a number from 1 to 50"],
  ["1e999", "must be a number from 1 to 50"]
])("k=%s in the address is named beside the control, whose default holds", (text, why) => {
  const k = inAddress("k", control(1), steps, bar(`http://site/?k=${encodeURIComponent(text)}`));
  expect(k.value).toBe(1);
  expect(k.querySelector("[role=alert]")!.textContent).toBe(`The address says k=${text}; it ${why}.`);
  emitInput(k);
  expect(k.querySelector("[role=alert]")).toBeNull();
});

it("a long drag writes the address fewer than a hundred times in ten seconds, and its last value in the end", async () => {
  // A clock of its own, and so a module of its own: the pace is kept by the page's clock.
  vi.useFakeTimers();
  vi.resetModules();
  const { inAddress } = await import("../../../src/components/controls/address.js");
  const address = bar("http://site/");
  const writes = vi.spyOn(address.history, "replaceState");
  const noise = inAddress("noise", control(0), numberCodec({ min: 0, max: 1000 }), address);
  for (let i = 1; i <= 600; i++) {
    noise.value = i;
    emitInput(noise);
    if (i === 20) expect(address.location.href).toBe("http://site/?noise=20");
    vi.advanceTimersByTime(1000 / 60);
  }
  expect(writes.mock.calls.length).toBeLessThan(100);
  vi.advanceTimersByTime(200);
  expect(address.location.href).toBe("http://site/?noise=600");
  vi.useRealTimers();
});

it("words and switches take their own words only", () => {
  const optimizer = wordCodec(["sgd", "adam"]);
  expect(optimizer.parse("adam")).toBe("adam");
  expect(() => optimizer.parse("lion")).toThrow("must be one of sgd, adam");
  expect(switchCodec.parse("yes")).toBe(true);
  expect(() => switchCodec.parse("true")).toThrow("must be yes or no");
});

it("a number survives the address and back", () => {
  for (const value of [1e-3, 0.1, 300, 1 / 3]) {
    const codec = numberCodec({ min: 0, max: 1000 });
    expect(codec.parse(codec.format(value))).toBeCloseTo(value, 11);
  }
});
