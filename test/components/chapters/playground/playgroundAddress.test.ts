// @vitest-environment jsdom
import { expect, it } from "vitest";
import { inAddress } from "../../../../src/components/controls/address.js";
import { withValue } from "../../../../src/components/controls/control.js";
import { dataControls } from "../../../../src/components/chapters/playground/dataControls.js";
import { ownPoints } from "../../../../src/components/chapters/playground/ownPoints.js";
import { canBePacked, mostPacked, packedPoints } from "../../../../src/components/chapters/playground/packedPoints.js";
import { planeRecipe } from "../../../../src/components/chapters/playground/recipes.js";
import { furtherControls } from "../../../../src/components/chapters/training/furtherControls.js";
import { recipeControls } from "../../../../src/components/chapters/training/recipeControls.js";
import { validateRecipe } from "../../../../src/rbm/training/recipe.js";
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
    const control = withValue<ReturnType<typeof packedPoints.parse>, HTMLElement>(
      document.createElement("div"),
      () => value,
      (next) => (value = next)
    );
    let value: ReturnType<typeof packedPoints.parse> = null;
    const href = `http://site/playground?drawn=${encodeURIComponent(changed)}`;
    inAddress("drawn", control, packedPoints, { location: { href }, history: window.history });
    if (control.value) expect(packedPoints.format(control.value)).toBe(changed);
    else {
      refused++;
      expect(control.textContent).toMatch(/^The address says drawn=.*; it must (be four|consist)/s);
    }
  }
  expect(refused).toBeGreaterThan(1000);
  expect(refused).toBeLessThan(10_000);
});

it("of 200 mutated addresses of the page each gives a recipe and data in range, and names what it refuses", () => {
  const random = createRandom(0, "addresses of the playground");
  const asked = {
    ...{ data: "pinwheel", points: "300", dataSeed: "7", trainer: "cd", hidden: "40", k: "3", epochs: "200" },
    ...{ rate: "0.01", seed: "5", optimizer: "adam", schedule: "cosine", batch: "50", clipped: "yes", clip: "2" },
    ...{ sigma: "0.2", learn: "no", momentum: "0.5", stepEvery: "50", stepFactor: "0.5", decay: "0.1" },
    ...{ chains: "tempered", chainCount: "100", temperatures: "6", shared: "yes", coupling: "sigma" }
  };
  const names = Object.keys(asked) as (keyof typeof asked)[];
  for (let k = 0; k < 200; k++) {
    const name = names[below(random, names.length)];
    const text = mutated(asked[name], random);
    const address = new URLSearchParams({ ...asked, [name]: text });
    window.history.replaceState(null, "", `/playground?${address}`);
    const [data, recipe] = [
      dataControls(),
      recipeControls(planeRecipe, { mostHidden: 1000, further: furtherControls() })
    ];
    expect(validateRecipe(recipe.value)).toEqual(recipe.value);
    expect(data.value.count).toBeGreaterThanOrEqual(20);
    const complaints = [data, recipe].flatMap((each) =>
      Array.from(each.querySelectorAll(".error-text"), ({ textContent }) => textContent)
    );
    expect(complaints.length).toBeLessThanOrEqual(1);
    // The browser reads the address with lone surrogates and the like replaced: what it read is what is named.
    if (complaints.length === 1)
      expect(complaints[0]).toContain(`The address says ${name}=${address.get(name)}; it must`);
  }
});
