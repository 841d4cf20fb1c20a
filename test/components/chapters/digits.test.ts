import { describe, expect, it } from "vitest";
import { contributionsOf } from "../../../src/components/chapters/digits/contributions.js";
import { imagesFromCSV } from "../../../src/components/chapters/digits/imagesFromCSV.js";
import { nearestOf } from "../../../src/rbm/judging/nearestOf.js";
import { imageLimits, ownImageSet } from "../../../src/components/chapters/digits/ownImageSet.js";
import { shrinkImage } from "../../../src/components/chapters/digits/shrinkImage.js";
import { createMachine, createPoints, pXGivenZ, pZGivenX } from "../../../src/rbm/index.js";

describe("shrinkImage", () => {
  it("takes the mean of the pixels that a new one covers", () => {
    const picture = { rows: 4, columns: 4, values: [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1] };
    expect(Array.from(shrinkImage(picture, 2))).toEqual([0.5, 0, 0, 1]);
  });

  it("keeps the mean of the middle square, whatever the sides", () => {
    const values = Array.from({ length: 35 }, (_, at) => (at * 7) % 5);
    const middle = values.filter((_, at) => at % 7 > 0 && at % 7 < 6);
    const mean = (all: ArrayLike<number>) => Array.from(all).reduce((sum, value) => sum + value, 0) / all.length;
    for (const side of [2, 3, 5, 8, 28])
      expect(mean(shrinkImage({ rows: 5, columns: 7, values }, side))).toBeCloseTo(mean(middle), 10);
  });
});

describe("imagesFromCSV", () => {
  it("reads squares, divided by the greatest pixel, and the labels after them", () => {
    const { pictures, labels } = imagesFromCSV("0,16,8,0,3\n4,0,0,0,7\n");
    expect(pictures.map(({ values }) => Array.from(values))).toEqual([
      [0, 1, 0.5, 0],
      [0.25, 0, 0, 0]
    ]);
    expect(Array.from(labels!)).toEqual([3, 7]);
    expect(imagesFromCSV("0,1,1,0").labels).toBeNull();
  });

  it.each([
    ["1,2,3", "Each line has 3 values; it must have side × side pixels"],
    ["1,2,3,-4", "Image 1, pixel 4 is -4; it must not be below zero."],
    ["0,0,0,0", "Every pixel is zero"],
    ["1,1,1,1,12", "Image 1 has the label 12"],
    ["1,1,1,1\n1,1", "line 2 has 2 values"]
  ])("refuses %j and says why", (text, why) => {
    expect(() => imagesFromCSV(text)).toThrow(why);
  });
});

describe("ownImageSet", () => {
  const picture = { rows: 8, columns: 8, values: new Float64Array(64).fill(1) };

  it("holds a sixth out, and lets ink be dark or light", () => {
    const pictures = Array.from({ length: 60 }, () => picture);
    const light = ownImageSet({ pictures, labels: null }, { side: 8, darkInk: false });
    const dark = ownImageSet({ pictures, labels: null }, { side: 8, darkInk: true });
    expect([light.train.count, light.test!.count]).toEqual([50, 10]);
    expect(light.train.values.every((value) => value >= 16 / 17 && value < 1)).toBe(true);
    expect(dark.train.values.every((value) => value >= 0 && value < 1 / 17)).toBe(true);
  });

  it("refuses too few and too many", () => {
    const some = (count: number) => ({ pictures: new Array<typeof picture>(count).fill(picture), labels: null });
    const options = { side: 8, darkInk: true };
    expect(() => ownImageSet(some(imageLimits.fewest - 1), options)).toThrow("There are 19 images");
    expect(() => ownImageSet(some(imageLimits.most + 1), options)).toThrow("There are 5001 images");
  });
});

it("contributionsOf adds b + Wz up to the mean of p(x | z), for the units more likely on than off", () => {
  const machine = createMachine({ b: [0.2, -0.1], logSigma2: [-1, 0], W: [[1, -2, 0.3], [0.5, 1, 3]], d: [0, 0.5, -1] }); // prettier-ignore
  const x = [0.7, 0.4];
  const { probabilities, units, sums } = contributionsOf(machine, Float64Array.from(x));
  const p = pZGivenX(machine, [x])[0];
  p.forEach((value, j) => expect(probabilities[j]).toBeCloseTo(value, 12));
  const z = p.map((value) => (value > 0.5 ? 1 : 0));
  expect([...units].sort()).toEqual([0, 1, 2].filter((j) => z[j]));
  expect(Array.from(sums.slice(0, 2))).toEqual([0.2, -0.1]);
  const mean = pXGivenZ(machine, [z]).mean[0];
  mean.forEach((value, i) => expect(sums[2 * units.length + i]).toBeCloseTo(value, 12));
});

it("nearestOf finds the nearest row and the root mean square difference to it", () => {
  const among = createPoints([[0, 0], [3, 4], [1, 1]], 2); // prettier-ignore
  const { index, distance } = nearestOf(createPoints([[3, 3], [0, 0.2]], 2), among); // prettier-ignore
  expect(Array.from(index)).toEqual([1, 0]);
  expect(distance[0]).toBeCloseTo(Math.sqrt(0.5), 12);
  expect(distance[1]).toBeCloseTo(Math.sqrt(0.02), 12);
});
