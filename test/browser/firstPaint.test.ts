/** What a reader sees does not wait for what only formulas need. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { desktop, openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** The published scripts that hold mathjs, known by a name of its own that survives minifying. */
const withMathjs = (): string[] => {
  const names = readdirSync(join("dist", "_page")).filter((name) =>
    readFileSync(join("dist", "_page", name), "utf8").includes("FunctionAssignmentNode")
  );
  if (names.length === 0) throw new Error("mathjs is in none of the published scripts; what tells it has changed.");
  return names;
};
const isMathjs = (url: string) => withMathjs().some((name) => url.endsWith(name));

it("the model's text and its first figure are there before mathjs, which is asked for near its cells", async () => {
  const { page } = await site.open("/data", desktop);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let asked = false;
  await page.route(
    (url) => isMathjs(url.pathname),
    async (route) => {
      asked = true;
      await held;
      await route.continue();
    }
  );
  await page.goto(`${site.origin}/model`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const density = page.locator(".small-machine .plane-canvas").first();
  await density.waitFor();
  // A painted density has pixels; a canvas that waits has none.
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".small-machine .plane-canvas");
    const pixels = canvas?.width && canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels && pixels.some((value) => value > 0);
  });
  expect(asked).toBe(false);
  await page.locator("#the-same-machine-in-other-books").scrollIntoViewIfNeeded();
  await expect.poll(() => asked).toBe(true);
  expect(await page.locator(".math-cell").count()).toBe(0);
  release();
  await page.locator(".math-cell").first().waitFor();
  await page.context().close();
});

it.each(["/", "/data", "/training", "/sampling", "/lab"])("%s never asks for mathjs", async (path) => {
  const { page } = await site.open("/catalogue", desktop);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(site.origin + path);
  await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
  expect(asked.filter(isMathjs)).toEqual([]);
  await page.context().close();
});

it.each([
  ["/sampling", ["KaTeX_Main", "KaTeX_Math"]],
  ["/data", []]
])(
  "%s asks for the fonts of formulas with its text only where they are on the first screen",
  async (path, families) => {
    const { page } = await site.open(path, phone);
    expect(await page.locator('link[as="font"]').count()).toBe(families.length);
    // Those that were asked for are there, by the names that formulas call them.
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family);
    });
    expect(loaded).toEqual(expect.arrayContaining(families));
    await page.context().close();
  }
);
