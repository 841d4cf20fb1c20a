/** The playground's address, wrong in one place or in many. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { createRandom } from "../../src/rbm/random.js";
import { openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { saying } from "./looks.js";
import { playgroundOn, realFaults } from "./playgroundPage.js";

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
afterEach(() => expect(realFaults(site)).toEqual([]));

const { ends } = playgroundOn(() => page);

it("bad values in the address are named beside their controls, and the page works", async () => {
  ({ page } = await site.open("/playground?data=mars&points=1e9&hidden=0&k=x&live=maybe&drawn=abc&wrong=2&epochs=20"));
  await ends("done");
  for (const name of ["data=mars", "points=1e9", "hidden=0", "k=x", "live=maybe", "wrong=2"])
    await page.getByText(`The address says ${name}; it must`).waitFor();
  await page.getByLabel("Data", { exact: true }).selectOption("Your own points");
  await page.getByText("The address says drawn=abc; it must be four letters for each").waitFor();
  await page.context().close();
});

it("15 mutated addresses give a page without faults, on which each value is in force or named, and a run is trained", async () => {
  const random = createRandom(10, "mutated addresses");
  const asked: Record<string, string> = {
    ...{ data: "pinwheel", points: "200", hidden: "8", k: "2", epochs: "20", rate: "0.01", optimizer: "adam" },
    ...{ contours: "no", gridAcross: "rate:0.01,0.02", gridDown: "hidden:3,5", gridShows: "cd", live: "on" }
  };
  const odd = ["NaN", "1e309", "-1", "9".repeat(200), "__proto__", "", "%zz", "%E0%A4%A", "rate:0.1:0.2", "&k=3&k=4"];
  const below = (count: number) => Math.floor(random.uniform() * count);
  ({ page } = await site.open("/playground?epochs=20&hidden=8"));
  await ends("done");
  for (let k = 0; k < 15; k++) {
    const name = Object.keys(asked)[below(Object.keys(asked).length)];
    const letters = Array.from(asked[name]);
    letters.splice(below(letters.length + 1), below(2), "-9e.x &%∞"[below(9)]);
    const pairs = Object.entries(asked).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    // A letter that is wrong, a value of another kind, or a name that is there twice.
    if (k % 3 === 0) pairs.push(`${name}=${odd[below(odd.length)]}`);
    else if (k % 3 === 1) pairs.unshift(`${odd[below(odd.length)]}=${name}`, `${name}=${odd[below(odd.length)]}`);
    else pairs[Object.keys(asked).indexOf(name)] = `${name}=${encodeURIComponent(letters.join(""))}`;
    const query = `?${pairs.join("&")}`;
    await page.goto(`${site.origin}/playground${query}`);
    await ends("done");
    const twice = new Set(new URLSearchParams(query).getAll(name)).size > 1;
    const faults = await page.locator(".error-text").allTextContents();
    if (twice) expect(faults.join()).toContain(`The address says ${name}=`);
    for (const fault of faults) expect(fault).toMatch(/^The address says (\w+)=.*; it must /s);
    await saying(page.locator("figure.plane").first(), /data.*500 draws/);
  }
  await page.context().close();
});
