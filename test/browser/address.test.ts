import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { openSite } from "./browser.js";
import type { Site } from "./browser.js";
import { choose, sliderOf, valuesOf } from "./controls.js";
import { lookAlike, patiently } from "./looks.js";
import { rests } from "./drivePlayer.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const address = (page: Page) => new URL(page.url()).pathname + new URL(page.url()).search;
const labelled = (page: Page, label: string) => page.getByLabel(label, { exact: true });

/** Waits until a page has its controls and its figures stand still. */
async function ready(page: Page): Promise<void> {
  // What the model page trains comes once it is seen.
  const trap = page.getByRole("heading", { name: "The trap of the sign" });
  if (await trap.count()) {
    // What comes in between may push it out of view again.
    const isThere = () =>
      trap.scrollIntoViewIfNeeded().then(() => page.getByRole("button", { name: "Train" }).isVisible());
    await expect.poll(isThere, patiently).toBe(true);
    await page.evaluate(() => scrollTo(0, 0));
  }
  await page.locator("main .control, main .plane-picture").first().waitFor();
  await expect.poll(() => page.locator(".run[data-state=running]").count(), patiently).toBe(0);
  await rests(page.locator("figure.plane").first());
}

const states: { path: string; asked: Record<string, string>; shown: (page: Page) => Promise<unknown[]> }[] = [
  {
    path: "/data",
    asked: { data: "drawn", points: "120", noise: "0.2", factor: "0.5", seed: "7", truth: "yes", inner: "yes", K: "5" },
    shown: async (page) => [
      await page.getByRole("radio", { name: "Drawn anew" }).isChecked(),
      await sliderOf(page, "Points on the ring").value(),
      await sliderOf(page, "Noise").value(),
      await sliderOf(page, "Inner circle, radius").value(),
      await sliderOf(page, "Seed").value(),
      await labelled(page, "Show the true density").isChecked(),
      await labelled(page, "Show the inner circle").isChecked(),
      await sliderOf(page, "Components, K").value()
    ]
  },
  {
    path: "/model",
    asked: { machine: "-0.5,-0.4,0.3,0.4,1,0.2,0.1,0.3,0.9,0.2,1,-2,0.5,0.25,-0.75", z: "010", returns: "F" },
    shown: async (page) => [
      await sliderOf(page, "σ₂").value(),
      await sliderOf(page, "d₁").value(),
      await sliderOf(page, "d₂").value(),
      await page.getByRole("slider", { name: "The point x" }).getAttribute("aria-valuetext"),
      await page.getByRole("switch", { name: "z1" }).isChecked(),
      await page.getByRole("switch", { name: "z2" }).isChecked(),
      await page.getByRole("radio", { name: "the free energy F(x)" }).isChecked()
    ]
  },
  {
    path: "/training",
    asked: {
      trainer: "cd",
      hidden: "7",
      k: "3",
      epochs: "20",
      rate: "0.01",
      seed: "5",
      optimizer: "adam",
      schedule: "cosine",
      batch: "100",
      clip: "5",
      sigma: "0.2",
      learn: "yes",
      live: "no"
    },
    shown: async (page) => [
      await page.getByRole("radio", { name: "CD-k" }).isChecked(),
      await sliderOf(page, "Hidden units").value(),
      await sliderOf(page, "Gibbs steps, k").value(),
      await sliderOf(page, "Epochs").value(),
      await sliderOf(page, "Learning rate").value(),
      await sliderOf(page, "Seed").value(),
      await page
        .locator("main")
        .evaluate((main) =>
          Array.from(
            main.querySelectorAll<HTMLInputElement>("details input[type=radio]:checked"),
            (radio) => radio.parentElement!.textContent
          )
        ),
      await labelled(page, "Batch size").evaluate((list: HTMLSelectElement) => list.selectedOptions[0].textContent),
      await sliderOf(page, "Greatest norm").value(),
      await sliderOf(page, "Standard deviation, σ").value(),
      await labelled(page, "Learn the variance too").isChecked(),
      await labelled(page, "Train anew while a control moves").isChecked()
    ]
  },
  {
    path: "/sampling",
    asked: { machine: "lab-5-10", chains: "40", steps: "60", seed: "9" },
    shown: async (page) => [
      await labelled(page, "Machine").evaluate((list: HTMLSelectElement) => list.selectedOptions[0].textContent),
      await sliderOf(page, "Chains").value(),
      await sliderOf(page, "Gibbs steps").value(),
      await sliderOf(page, "Seed").value()
    ]
  }
];

const expected: Record<string, unknown[]> = {
  "/data": [true, 120, 0.2, 0.5, 7, true, true, 5],
  "/model": [0.4, 1, -2, "(0.25, −0.75)", false, true, true],
  "/training": [true, 7, 3, 20, 0.01, 5, ["Adam", "Cosine decay"], "100", 5, 0.2, true, false],
  "/sampling": ["The lab’s recipe, CD-10, 5 hidden units", 40, 60, 9]
};

describe("an address with valid values for", () => {
  it.each(states)("$path shows that state in every control that it names", async ({ path, asked, shown }) => {
    const { page, faults } = await site.open(`${path}?${new URLSearchParams(asked)}`);
    await ready(page);
    expect(await shown(page)).toEqual(expected[path]);
    expect(await page.locator("main .error-text").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe("a changed control", () => {
  const changed: { path: string; act: (page: Page) => Promise<void>; written: Record<string, string> }[] = [
    {
      path: "/data",
      act: async (page) => {
        await sliderOf(page, "Noise").type("0.17");
        await sliderOf(page, "Components, K").type("6");
        await labelled(page, "Show the true density").click();
      },
      written: { data: "drawn", noise: "0.17", K: "6", truth: "yes" }
    },
    {
      path: "/model",
      act: async (page) => {
        await sliderOf(page, "d₃").type("−2.5");
        await page.getByRole("slider", { name: "Column 1" }).press("Shift+ArrowLeft");
        await page.getByRole("switch", { name: "z2" }).click();
      },
      written: { machine: "-0.9,-0.9,0.3,0.3,1.4,0.2,0.3,0.1,1.2,0.5,-3,-1,-2.5,0.6,0.3", z: "111" }
    },
    {
      path: "/training",
      act: async (page) => {
        await sliderOf(page, "Hidden units").type("9");
        await sliderOf(page, "Epochs").type("15");
        await choose(page, "Exact");
      },
      written: { hidden: "9", epochs: "15", trainer: "exact" }
    },
    {
      path: "/sampling",
      act: async (page) => {
        await sliderOf(page, "Chains").type("30");
        await sliderOf(page, "Gibbs steps").type("50");
        await labelled(page, "Machine").selectOption({ label: "The lab’s recipe, CD-1, 5 hidden units" });
      },
      written: { chains: "30", steps: "50", machine: "lab-5-1" }
    }
  ];

  it.each(changed)(
    "of $path is written into the address, which shows the same values and the same figure when it is opened",
    async ({ path, act, written }) => {
      const { page, faults } = await site.open(path);
      await ready(page);
      expect(query(page)).toEqual({});
      await act(page);
      expect(query(page)).toEqual(written);
      await ready(page);
      const again = await site.open(address(page));
      await ready(again.page);
      expect(await valuesOf(again.page)).toEqual(await valuesOf(page));
      const first = (on: Page) => on.locator("figure.plane").first();
      await lookAlike(first(again.page), first(page));
      expect([...faults, ...again.faults]).toEqual([]);
      await page.context().close();
      await again.page.context().close();
    }
  );

  it("set back to what it was at first leaves the address as it was", async () => {
    const { page } = await site.open("/training?live=no");
    await ready(page);
    await sliderOf(page, "Seed").type("3");
    expect(query(page)).toEqual({ live: "no", seed: "3" });
    await sliderOf(page, "Seed").type("0");
    expect(query(page)).toEqual({ live: "no" });
    await page.context().close();
  });
});

describe("wrong values in the address", () => {
  /** What the address asks for, the control it is asked of, and what is said of it. */
  const wrong: [string, [string, string, string][]][] = [
    [
      "/data",
      [
        ["noise=9", "Noise", "must be a number from 0.01 to 0.4"],
        ["points=12.5", "Points on the ring", "must be a whole number"],
        ["K=0", "Components, K", "must be a number from 1 to 24"],
        ["data=mine", "Which points", "must be one of lab, drawn"],
        ["truth=perhaps", "Show the true density", "must be yes or no"]
      ]
    ],
    [
      "/model",
      [
        ["machine=nonsense", "d₁", "must be 15 numbers between commas"],
        ["z=2", "Switches", "must be three digits, each 0 or 1"],
        ["returns=G", "machine(x) returns", "must be one of F, c"]
      ]
    ],
    [
      "/model",
      [["machine=0,0,9,1,0,0,0,0,0,0,0,0,0,0,0", "d₁", "has a σ (its third and fourth number) outside 0.1 to 1"]]
    ],
    [
      "/training",
      [
        ["hidden=0", "Hidden units", "must be a number from 1 to 200"],
        ["k=99", "Gibbs steps, k", "must be a number from 1 to 50"],
        ["rate=NaN", "Learning rate", "must be a number from 0.00001 to 1"],
        ["batch=33", "Batch size", "must be one of full, 250, 100, 50, 20, 10"],
        ["trainer=", "Gradient", "must be one of cd, exact"]
      ]
    ],
    [
      "/sampling",
      [
        ["machine=nonsense", "Machine", "must be one of adam, lab-100-1"],
        ["steps=1e9", "Gibbs steps", "must be a number from 4 to 2000"]
      ]
    ]
  ];

  it.each(wrong)(
    "of %s are named, each beside its control, and the page is as it is without them",
    async (path, all) => {
      const plain = await site.open(path);
      await ready(plain.page);
      const asked = all.map(([each]) => each);
      const { page, faults } = await site.open(`${path}?${asked.join("&")}`);
      await ready(page);
      const said = page.locator("main .error-text");
      expect(await said.count()).toBe(all.length);
      for (const [each, label, complaint] of all) {
        const own = said.filter({ hasText: `The address says ${each}; it ${complaint}` });
        expect(await own.evaluate((text) => text.parentElement!.textContent)).toContain(label);
      }
      expect(await valuesOf(page)).toEqual(await valuesOf(plain.page));
      const first = (on: Page) => on.locator("figure.plane").first();
      await lookAlike(first(page), first(plain.page));
      expect(faults).toEqual([]);
      await plain.page.context().close();
      await page.context().close();
    }
  );

  it("are forgotten once the control is used", async () => {
    const { page } = await site.open("/training?seed=-4&live=no");
    await page.locator("main .error-text").waitFor();
    await sliderOf(page, "Seed").type("6");
    expect(await page.locator("main .error-text").count()).toBe(0);
    expect(query(page).seed).toBe("6");
    await page.context().close();
  });
});
