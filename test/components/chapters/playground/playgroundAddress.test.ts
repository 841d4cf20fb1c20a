// @vitest-environment jsdom
// The browser's, as Node has it: many times as fast as that of jsdom.
import { URLSearchParams } from "node:url";
import { beforeAll, expect, it, vi } from "vitest";
import { addressSaying, saidInAddress } from "../../../../src/components/controls/address.js";
import type { Codec, inAddress as keep } from "../../../../src/components/controls/address.js";
import type { Control } from "../../../../src/components/controls/control.js";
import { afterChangeControl } from "../../../../src/components/chapters/playground/carryOn.js";
import { contoursSwitch } from "../../../../src/components/chapters/playground/contoursSwitch.js";
import { dataControls } from "../../../../src/components/chapters/playground/dataControls.js";
import { drawingControls } from "../../../../src/components/chapters/playground/drawingControls.js";
import { axisInput } from "../../../../src/components/chapters/playground/grid/axisInput.js";
import { settingNames, settingOf } from "../../../../src/components/chapters/playground/grid/gridSettings.js";
import { measureChoice } from "../../../../src/components/chapters/playground/grid/measureChoice.js";
import { ownPoints } from "../../../../src/components/chapters/playground/ownPoints.js";
import { canBePacked, mostPacked, packedPoints } from "../../../../src/components/chapters/playground/packedPoints.js";
import { rungsSlider } from "../../../../src/components/chapters/playground/race/rungsSlider.js";
import { planeRecipe } from "../../../../src/components/chapters/playground/planeRecipe.js";
import { signSwitch } from "../../../../src/components/chapters/playground/signSwitch.js";
import { furtherControls } from "../../../../src/components/chapters/training/furtherControls.js";
import { recipeControls } from "../../../../src/components/chapters/training/recipeControls.js";
import { validateRecipe } from "../../../../src/rbm/training/recipe.js";
import type { Recipe } from "../../../../src/rbm/training/recipe.js";
import { createRandom } from "../../../../src/rbm/random.js";
import type { Random } from "../../../../src/rbm/random.js";
import { createPoints } from "../../../../src/rbm/shapes.js";

const below = (random: Random, count: number) => Math.floor(random.uniform() * count);

function drawn(count: number, random: Random) {
  const own = ownPoints();
  own.begin();
  while (own.count < count)
    own.apply("spray", [3.2 * random.uniform() - 1.6, 3.2 * random.uniform() - 1.6], () => random.uniform());
  return own.points!;
}

it("points drawn by hand come back from the address as they were, up to as many as it takes", () => {
  for (const count of [6, 600, mostPacked - 6]) {
    const points = drawn(count, createRandom(count));
    expect(canBePacked(points)).toBe(true);
    expect(packedPoints.parse(packedPoints.format(points))).toEqual(points);
  }
});

it("points off the lattice, and too many of them, stay out of the address rather than change in it", () => {
  expect(packedPoints.format(createPoints([[0.1234567, 0]], 2))).toBe("");
  expect(packedPoints.format(createPoints([[7, 0]], 2))).toBe("");
  expect(packedPoints.format(drawn(mostPacked + 6, createRandom(1)))).toBe("");
});

const alphabet = "AZaz09-_.,+ %e∞/=&#;\u0000é🙂";

/** The text with one to three letters changed, put in or taken out. */
function mutated(text: string, random: Random): string {
  const letters = Array.from(text);
  for (let left = 1 + below(random, 3); left > 0; left--) {
    const at = below(random, letters.length + 1);
    const symbols = Array.from(alphabet);
    letters.splice(at, below(random, 3), ...(random.bernoulli(0.7) ? [symbols[below(random, symbols.length)]] : []));
  }
  return letters.join("");
}

it("10,000 mutated texts of own points are each refused with a reason or read as what the address then says", () => {
  const random = createRandom(0, "own points in the address");
  const text = packedPoints.format(drawn(12, random));
  let refused = 0;
  for (let k = 0; k < 10_000; k++) {
    const changed = mutated(text, random);
    const said = saidInAddress(new URLSearchParams({ drawn: changed }), "drawn", packedPoints)!;
    if ("value" in said) expect(packedPoints.format(said.value)).toBe(changed);
    else {
      refused++;
      expect(said.fault).toMatch(/^The address says drawn=.*; it must (be four|consist)/s);
    }
  }
  expect(refused).toBeGreaterThan(1000);
  expect(refused).toBeLessThan(10_000);
});

/** Every control of the page that the address holds, and how. */
const kept: { readonly name: string; readonly control: Control<unknown>; readonly codec: Codec<unknown> }[] = [];
const standards = new Map<string, unknown>();
const standardTexts = new Map<string, string>();
let recipe: Control<Recipe>;
let data: ReturnType<typeof dataControls>;

vi.mock("../../../../src/components/controls/address.js", async (original) => {
  const real = await original<{ inAddress: typeof keep }>();
  const inAddress: typeof keep = (name, control, codec, bar) => {
    kept.push({ name, control, codec });
    return real.inAddress(name, control, codec, bar);
  };
  return { ...real, inAddress };
});

beforeAll(() => {
  window.history.replaceState(null, "", "/playground");
  kept.length = 0;
  data = dataControls();
  drawingControls();
  recipe = recipeControls(planeRecipe, { mostHidden: 1000, further: furtherControls() });
  signSwitch();
  afterChangeControl();
  contoursSwitch(() => {});
  axisInput("gridAcross", "Across", "rate");
  axisInput("gridDown", "Down", "hidden");
  measureChoice();
  rungsSlider();
  for (const { name, control, codec } of kept) {
    standards.set(name, control.value);
    standardTexts.set(name, codec.format(control.value));
  }
});

/** A value that a control takes: every name, and numbers of every size that its range has. */
function valid({ name, codec }: (typeof kept)[number], random: Random): unknown {
  if (name === "drawn") return random.bernoulli(0.2) ? null : drawn(6 * (1 + below(random, 20)), random);
  if (name === "gridAcross" || name === "gridDown") {
    const setting = settingNames[below(random, settingNames.length)];
    return { setting, values: settingOf(setting).usual.slice(0, 1 + below(random, 3)) };
  }
  const words = /one of (.*)$/.exec(faultOf(codec, "?"))?.[1].split(", ") ?? ["yes", "no"];
  for (;;) {
    const size = 10 ** (8 * random.uniform() - 5);
    const texts = [words[below(random, words.length)], String(size), String(Math.round(size)), "0"];
    const text = texts[below(random, texts.length)];
    if (faultOf(codec, text) === "") return codec.parse(text);
  }
}

function faultOf(codec: Codec<unknown>, text: string): string {
  try {
    codec.parse(text);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** The query of a page in this state, with what goes without saying left out. */
function queryOf(state: ReadonlyMap<string, unknown>): string {
  const said = kept.map(({ name, codec }) => [name, codec.format(state.get(name))] as [string, string]);
  return new URLSearchParams(said.filter(([name, text]) => text !== standardTexts.get(name))).toString();
}

it("1,000 states of the page go into the address and come back the same, to the last digit", () => {
  const random = createRandom(1, "states of the playground");
  for (let k = 0; k < 1000; k++) {
    const state = new Map(
      kept.map((each) => [each.name, random.bernoulli(0.2) ? valid(each, random) : standards.get(each.name)])
    );
    const query = new URLSearchParams(queryOf(state));
    const back = new Map(
      kept.map(({ name, codec }) => {
        const said = saidInAddress(query, name, codec);
        return [name, said ? "value" in said && said.value : standards.get(name)];
      })
    );
    expect(back).toEqual(state);
  }
});

it("a state that the controls take is written by them, and read again by a page that opens there", () => {
  const random = createRandom(2, "states of the playground");
  for (const { name, control, codec } of kept) {
    let value = valid({ name, control, codec }, random);
    while (codec.format(value) === "") value = valid({ name, control, codec }, random);
    control.value = value;
    expect(control.value).toEqual(value);
    const text = codec.format(value);
    const href = addressSaying("http://site/playground?k=2#race", name, text);
    expect(saidInAddress(new URL(href).searchParams, name, codec)).toEqual({ value });
    expect(addressSaying(href, name, null)).toBe(`http://site/playground${name === "k" ? "" : "?k=2"}#race`);
    control.value = standards.get(name);
  }
});

/** What does not come of a slip of the keys: other types, numbers without bounds, names of JavaScript's own objects. */
const strange = [
  ...[
    "NaN",
    "Infinity",
    "-Infinity",
    "1e309",
    "-1",
    "0",
    "1e-400",
    "0x10",
    "1_000",
    "9".repeat(400),
    "null",
    "undefined"
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "[object Object]",
    "true",
    "[]",
    "{}",
    "",
    " ",
    "%",
    "%zz"
  ],
  ...["%E0%A4%A", "%00", "%F0%9F%92", "+", "&&&", "=", "rate:", "rate:0.1:0.2", "rate:1,1", "__proto__:1", "hidden:1e9"]
];

/** A query with something wrong in it: a key, a value, or any letter. */
function mutatedQuery(query: string, random: Random): string {
  const pairs = query.split("&").filter(Boolean);
  const { name } = kept[below(random, kept.length)];
  const odd = strange[below(random, strange.length)];
  const change = below(random, 5);
  if (change === 0) return mutated(query, random);
  if (change === 1) pairs.push(`${name}=${odd}`);
  else if (change === 2) pairs.push(`${odd}=${name}`);
  else if (change === 3) pairs.unshift(`${name}=${mutated(standardTexts.get(name)!, random)}`);
  else pairs.splice(below(random, pairs.length + 1), 0, `${name}=${odd}`, `${name}=${odd}${below(random, 10)}`);
  return pairs.join("&");
}

it("of 10,000 mutated addresses each gives values that every control takes, or says of a name what is wrong", () => {
  const random = createRandom(0, "addresses of the playground");
  const states = Array.from({ length: 50 }, () =>
    queryOf(
      new Map(kept.map((each) => [each.name, random.bernoulli(0.2) ? valid(each, random) : standards.get(each.name)]))
    )
  );
  let [faults, taken] = [0, 0];
  const wrong: unknown[] = [];
  for (let k = 0; k < 10_000; k++) {
    const whole = states[k % states.length];
    const address = mutatedQuery(whole, random);
    const [before, query] = [new URLSearchParams(whole), new URLSearchParams(address)];
    for (const { name, control, codec } of kept) {
      if (query.getAll(name).join("&") === before.getAll(name).join("&")) continue;
      const said = saidInAddress(query, name, codec);
      if (!said) continue;
      if ("value" in said) {
        taken++;
        control.value = said.value;
        // What was read is what the address would say of it.
        const text = codec.format(said.value);
        if (codec.format(codec.parse(text)) !== text || codec.format(control.value) !== text)
          wrong.push({ address, name });
        if (!(data.value.count >= 20 && data.value.count <= 5000)) wrong.push({ address, data: data.value });
        validateRecipe(recipe.value);
        control.value = standards.get(name);
      } else {
        faults++;
        const clear = /^The address says (\w+)=.*; it must .*[^.]\.$/s.exec(said.fault);
        if (clear?.[1] !== name || said.fault.length > 600 || !query.has(name)) wrong.push({ address, name, ...said });
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(faults).toBeGreaterThan(5000);
  expect(taken).toBeGreaterThan(300);
});

it("a fault is shown beside its control, which keeps its default; a name said twice is a fault if the values differ", () => {
  const address = "data=mars&hidden=5&hidden=6&k=3&k=3&gridAcross=rate:0.1:0.2&__proto__=1&rate=%E0%A4%A&points=1e309";
  window.history.replaceState(null, "", `/playground?${address}`);
  const [controls, ranges] = [
    dataControls(),
    recipeControls(planeRecipe, { mostHidden: 1000, further: furtherControls() })
  ];
  const across = axisInput("gridAcross", "Across", "rate");
  const said = [controls, ranges, across].flatMap((each) =>
    Array.from(each.querySelectorAll(".error-text"), ({ textContent }) => textContent)
  );
  expect(said).toEqual([
    expect.stringContaining("The address says data=mars; it must be one of ring, "),
    "The address says points=1e309; it must be a number from 20 to 5000.",
    "The address says hidden=5 and hidden=6; it must say one of them.",
    "The address says rate=\ufffd%A; it must be a number from 0.00001 to 1.",
    expect.stringContaining("The address says gridAcross=rate:0.1:0.2; it must hold values after the colon.")
  ]);
  expect(controls.value).toEqual({ name: "moons", count: 500, seed: 0 });
  expect(ranges.value).toEqual({
    ...ranges.value,
    hidden: planeRecipe.hidden,
    k: 3,
    learningRate: planeRecipe.learningRate
  });
});
