import { expect, it } from "vitest";
import { createRandom } from "../../../src/rbm/index.js";
import { fromFloat16, toFloat16 } from "../../../src/rbm/checkpoint/float16.js";

const halves = Array.from({ length: 65536 }, (_, half) => half).filter((half) => !Number.isNaN(fromFloat16(half)));

it("every half-precision number that is not NaN comes back as the bits it was", () => {
  for (const half of halves) if (toFloat16(fromFloat16(half)) !== half) expect.fail(`0x${half.toString(16)}`);
});

it("a number becomes the half nearest to it, a tie the one whose last bit is 0", () => {
  const finite = halves.map((half) => ({ half, value: fromFloat16(half) })).filter(({ half }) => half < 0x7c00);
  finite.slice(0, -1).forEach(({ half, value }, at) => {
    const next = finite[at + 1].value;
    const tie = (value + next) / 2;
    const even = half % 2 === 0 ? half : half + 1;
    if (toFloat16(tie) !== even) expect.fail(`the tie above ${value} becomes 0x${toFloat16(tie).toString(16)}`);
    if (toFloat16(tie * (1 - 1e-12)) !== half) expect.fail(`just below the tie above ${value}`);
    if (toFloat16(-tie * (1 + 1e-12)) !== (0x8000 | (half + 1))) expect.fail(`minus just above the tie above ${value}`);
  });
});

it("a random number is off by at most 2⁻¹¹ of itself", () => {
  const random = createRandom(0, "float16");
  for (let count = 0; count < 10_000; count++) {
    const value = random.normal() * 10 ** (4 * random.uniform() - 2);
    expect(Math.abs(fromFloat16(toFloat16(value)) - value)).toBeLessThanOrEqual(Math.abs(value) * 2 ** -11 + 2 ** -25);
  }
});

it("knows one, a third, the greatest, the smallest, the infinities and NaN", () => {
  expect([1, 1 / 3, 65504, 2 ** -24, Infinity, -Infinity, 65520].map(toFloat16)).toEqual([
    ...[0x3c00, 0x3555, 0x7bff, 0x0001, 0x7c00, 0xfc00, 0x7c00]
  ]);
  expect(fromFloat16(toFloat16(NaN))).toBeNaN();
  expect(Object.is(fromFloat16(toFloat16(-0)), -0)).toBe(true);
});
