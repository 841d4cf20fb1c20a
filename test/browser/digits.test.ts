import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { DigitsBaselines, DigitsScores } from "../../src/rbm/data/digitsScores.js";
import { openSite, phone } from "./browser.js";
import type { Site } from "./browser.js";
import { choose, sliderOf } from "./controls.js";
import { changes, look, patiently, stillLook } from "./looks.js";

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await openSite();
  ({ page } = await site.open("/digits"));
  await page.locator(".digits-own").waitFor();
  await page.locator(".digits-wall canvas").waitFor();
});
afterAll(() => site.close());
afterEach(() => expect(site.faults).toEqual([]));

/** A grid of images by the start of its accessible name. */
const grid = (label: string, on = page) =>
  on.locator("figure.images", { has: on.locator(`.image-picture[aria-label^="${label}: "]`) });
const saysCount = (label: string, count: number, on = page) =>
  expect
    .poll(() => grid(label, on).locator(".image-picture").getAttribute("aria-label"), patiently)
    .toContain(`${count} ${count === 1 ? "image" : "images"} of 8 × 8 pixels`);
/** How many colours a figure's canvas has: 1 or 2 if nothing is drawn. */
const colours = (figure: Locator) =>
  figure.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
const studio = (on = page) => on.locator(".digits-studio");
const run = (scope: Locator) => scope.locator(".run").first();
const stateOf = (scope: Locator) => run(scope).getAttribute("data-state");

/** What a loader wrote when the site was built. */
function built<T>(name: string): T {
  const folder = `${process.env.RBM_SITE ?? "dist"}/_file/data`;
  const file = readdirSync(folder).find((each) => each.startsWith(`${name}.`) && each.endsWith(".json"))!;
  return JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as T;
}

describe("the digits page", () => {
  it("draws the filters and forty draws of the machine of the build", async () => {
    await saysCount("Filters, the columns of W", 256);
    await saysCount("Draws from the machine", 40);
    for (const label of ["Filters, the columns of W", "Draws from the machine"])
      await expect.poll(() => colours(grid(label)), patiently).toBeGreaterThan(20);
    expect(await stateOf(studio())).toBe("idle");
  });

  it("says of a filter which unit it is, by keys and by mouse", async () => {
    const filters = grid("Filters, the columns of W");
    await filters.locator(".image-picture").press("Home");
    await filters.locator(".image-picture").press("ArrowRight");
    expect(await filters.locator(".readout").textContent()).toContain("Hidden unit 2:");
    await filters.locator("canvas").click({ position: { x: 5, y: 5 } });
    expect(await filters.locator(".readout").textContent()).toContain("Hidden unit 1:");
  });

  it("steps its chains and the mean field beside them, from tossed switches and from an image", async () => {
    const panel = page.locator(".digits-chains");
    await panel.scrollIntoViewIfNeeded();
    const [draws, means] = [grid("Chains, sampled"), grid("The same starts, by the mean field")];
    await saysCount("Chains, sampled", 24);
    await saysCount("The same starts, by the mean field", 24);
    const forward = panel.getByRole("button", { name: "Step forward" });
    await changes(draws, () => changes(means, () => forward.click()));
    await changes(draws, () => panel.getByRole("button", { name: "Last step" }).click());
    await changes(draws, () => choose(panel, "An image"));
    const strip = grid("Images to start from").locator(".image-picture");
    await changes(draws, () => changes(means, () => strip.press("ArrowRight")));
  });

  it("adds the units of a digit up one by one", async () => {
    const sum = grid("b + Wz so far");
    const panel = page.locator(".digits-parts");
    await changes(sum, () => panel.getByRole("button", { name: "Last unit" }).click());
    await changes(sum, () => panel.getByRole("button", { name: "First unit" }).click());
    expect(await panel.textContent()).toContain("With 0 of them added");
    await changes(sum, () => panel.getByRole("button", { name: "Step forward" }).click());
    expect(await panel.textContent()).toContain("With 1 of them added");
  });

  it("shows sixteen draws above their neighbours, further off than fresh digits are", async () => {
    const words = () => page.locator(".digits-copies").textContent();
    await expect.poll(words, patiently).toContain("which the machine never saw");
    const [draw, fresh] = Array.from((await words())!.matchAll(/0\.\d+/g), ([number]) => Number(number));
    expect(draw).toBeGreaterThan(fresh);
  });
});

describe("the scores", () => {
  const { scores } = built<{ scores: DigitsScores }>("digits-machine");
  const baselines = built<DigitsBaselines>("digits-baselines");
  const number = (text: string) => Number(text.replace("−", "-"));

  it("are those of the built files, the best first", async () => {
    const rows = await page
      .locator(".digits-scores tbody tr")
      .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? "")));
    const middle = (part: "train" | "test") => (scores.forward[part] + scores.reverse[part]) / 2;
    const expected = {
      "one Gaussian, full covariance": baselines.gaussian,
      "factor analysis, 20 factors": baselines.factors,
      "mixture of 10 Gaussians, full covariances": baselines.mixtureFull,
      "mixture of 60 Gaussians, diagonal": baselines.mixtureDiagonal,
      "this machine": { train: middle("train"), test: middle("test") }
    };
    expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, test, train] of rows) {
      expect(number(test)).toBeCloseTo(expected[name as keyof typeof expected].test, 1);
      expect(number(train)).toBeCloseTo(expected[name as keyof typeof expected].train, 1);
    }
    const order = rows.map(([, test]) => number(test));
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it("bracket log Z and name the accuracies as the built file has them", async () => {
    const words = (await page.locator(".digits-score").textContent())!.replaceAll("−", "-");
    for (const value of [scores.forward.logZ, scores.reverse.logZ, scores.forward.test, scores.reverse.test])
      expect(words).toContain(value.toFixed(2));
    const named = (await page.locator(".digits-labels").textContent())!;
    for (const share of [scores.accuracy.hidden.test, scores.accuracy.pixels.test])
      expect(named).toContain((100 * share).toFixed(1));
  });

  it("of naming are found again by a fit in the page, with every mistake shown", async () => {
    const panel = page.locator(".digits-labels");
    await panel.getByRole("button", { name: "Fit it here" }).click();
    const wrong = Math.round(297 * (1 - scores.accuracy.hidden.test));
    await expect.poll(() => panel.textContent(), patiently).toContain(`${wrong} of 297 wrong`);
    await saysCount("Test images that are named wrongly", wrong);
  });
});

describe("mending", () => {
  const panel = (on = page) => on.locator(".digits-mend");
  const editor = (on = page) => panel(on).locator(".pixel-editor");
  const drawn = async (on = page) =>
    Number(/(\d+) of 64 pixels are drawn/.exec((await panel(on).textContent()) ?? "")?.[1] ?? 0);
  const draws = (count: number, on = page) => expect.poll(() => drawn(on), patiently).toBe(count);
  const spread = async () => Number(/standard deviation is ([\d.]+)/.exec((await panel().textContent()) ?? "")?.[1]);

  it("starts with half a digit, and shows mean, spread and twelve draws", async () => {
    await draws(32);
    for (const label of ["Mean of the chains", "Spread of the chains"]) {
      await saysCount(label, 1);
      await expect.poll(() => colours(grid(label)), patiently).toBeGreaterThan(20);
    }
    await saysCount("The last draw of twelve chains", 12);
    expect(await spread()).toBeGreaterThan(0.02);
    expect(await spread()).toBeLessThan(0.5);
  });

  it("erases and draws by keys", async () => {
    await panel().getByRole("button", { name: "Nothing" }).click();
    await expect.poll(() => panel().textContent(), patiently).toContain("Every pixel is known");
    await changes(grid("Mean of the chains"), async () => {
      for (const key of ["ArrowRight", "Space", "ArrowDown", "Space", "ArrowRight", "Enter"]) await editor().press(key);
      await draws(3);
    });
    expect(await panel().locator(".readout").first().isVisible()).toBe(true);
    await choose(panel(), "Ink");
    await editor().press("ArrowRight");
    await editor().press("Space");
    await draws(2);
    await choose(panel(), "Erase");
  });

  it("erases a row by one stroke of the mouse, without gaps", async () => {
    await panel().getByRole("button", { name: "Nothing" }).click();
    await expect.poll(() => panel().textContent(), patiently).toContain("Every pixel is known");
    await editor().scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await editor().locator("canvas").boundingBox())!;
    await changes(grid("The last draw of twelve chains"), async () => {
      await page.mouse.move(x + width / 16, y + height * 0.3);
      await page.mouse.down();
      await page.mouse.move(x + width * (15 / 16), y + height * 0.3, { steps: 2 });
      await page.mouse.up();
      await draws(8);
    });
  });

  it("erases parts by buttons; all sixty-four pixels are less certain than the middle", async () => {
    await panel().getByRole("button", { name: "Middle" }).click();
    await draws(16);
    await panel().getByRole("button", { name: "Everything" }).click();
    await draws(64);
    expect(await spread()).toBeGreaterThan(0.1);
  });

  it("erases by touch on a phone, and the page does not scroll under the finger", async () => {
    const { page: small } = await site.open("/digits", phone);
    // It is reached by a jump, past the chains that would have loaded the images.
    await panel(small).scrollIntoViewIfNeeded();
    await draws(32, small);
    await panel(small).getByRole("button", { name: "Nothing" }).tap();
    await expect.poll(() => panel(small).textContent(), patiently).toContain("Every pixel is known");
    const canvas = editor(small).locator("canvas");
    await canvas.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await canvas.boundingBox())!;
    const before = await small.evaluate(() => scrollY);
    const touch = await small.context().newCDPSession(small);
    const at = (row: number) => [{ x: x + width * 0.3, y: y + height * row }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(1 / 16) });
    for (const row of [3, 7, 11, 15])
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(row / 16) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await draws(8, small);
    expect(await small.evaluate(() => scrollY)).toBe(before);
    await small.context().close();
  });
});

describe("training in the page", () => {
  const filters = () => grid("Filters, the columns of W");

  it("streams filters and progress, and Cancel brings the machine back that was there", async () => {
    const before = await stillLook(filters());
    await run(studio()).getByRole("button", { name: "Train in this browser" }).click();
    await expect.poll(() => run(studio()).locator(".run-status").textContent(), patiently).toMatch(/epoch \d+ of 150/);
    await expect.poll(() => look(filters()), patiently).not.toBe(before);
    await changes(filters(), () => Promise.resolve());
    await run(studio()).getByRole("button", { name: "Cancel" }).click();
    expect(await stateOf(studio())).toBe("cancelled");
    await expect.poll(() => look(filters()), patiently).toBe(before);
  });

  it("says what the work is before it begins, and ends with a machine that the figures below show", async () => {
    await studio().locator("summary").click();
    const note = studio().locator(".control-note");
    expect(await note.textContent()).toMatch(/^1500 handwritten digits of 64 pixels: about \d+ seconds on a laptop\.$/);
    await sliderOf(page, "Epochs").type("4");
    await sliderOf(page, "Hidden units, m").type("30");
    expect(await note.textContent()).toContain("about a second");
    const mended = await stillLook(grid("Mean of the chains"));
    await run(studio()).getByRole("button", { name: "Train again" }).click();
    await expect.poll(() => stateOf(studio()), patiently).toBe("done");
    await saysCount("Filters, the columns of W", 30);
    // The figures below take the new machine when the reader comes to them.
    await page.locator(".digits-mend").scrollIntoViewIfNeeded();
    await expect.poll(() => look(grid("Mean of the chains")), patiently).not.toBe(mended);
    await expect.poll(() => page.locator(".digits-parts").textContent(), patiently).toContain("of 30 units");
  });

  it("refuses a rate out of range beside its slider, and goes back to the machine of the build", async () => {
    const before = await stillLook(filters());
    await sliderOf(page, "Learning rate").box.fill("1000");
    await sliderOf(page, "Learning rate").box.blur();
    expect(await sliderOf(page, "Learning rate").fault.textContent()).not.toBe("");
    expect(await stillLook(filters())).toBe(before);
    await page.getByRole("button", { name: "Back to the digits" }).click();
    await saysCount("Filters, the columns of W", 256);
  });
});

describe("images of the reader's own", () => {
  const own = () => page.locator(".digits-own");
  const chosen = () => own().locator("input[type=file]");
  const status = () => own().locator(".run-status").textContent();
  const fault = () => own().locator(".error-box").textContent();
  const csv = (text: string, name = "mine.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  /** Bars: the image number `at` has ink in one of its rows or columns. */
  const bars = (count: number, side = 8) =>
    Array.from({ length: count }, (_, at) =>
      Array.from({ length: side * side }, (_, p) =>
        (at % 2 ? p % side : Math.floor(p / side)) === (at >> 1) % side ? 16 : 0
      ).join()
    ).join("\n");

  it("are read from a CSV and shown; training on them fills the figures with them", async () => {
    await chosen().setInputFiles(csv(bars(60)));
    await expect.poll(status, patiently).toBe("50 images to train on, 10 held out.");
    await saysCount("Your images, as the machine would see them", 40);
    await own().getByRole("button", { name: "Train on these" }).click();
    await expect.poll(() => stateOf(studio()), patiently).toBe("done");
    expect(await studio().locator(".control-note").textContent()).toContain("50 images of your own of 64 pixels");
    await saysCount("Images to mend", 10);
  });

  it.each([
    ["1,2,3", "mine.csv: Each line has 3 values"],
    [bars(60).replace("16", "-16"), "mine.csv: Image 1, pixel 1 is -16"],
    [bars(60).replace("16", "sixteen"), "mine.csv: "],
    [bars(7), "There are 7 images; there must be from 20 to 5000."]
  ])("that are wrong are refused by name and reason, and nothing is lost (%#)", async (text, why) => {
    const before = await stillLook(grid("Your images, as the machine would see them"));
    await chosen().setInputFiles(csv(text));
    await expect.poll(fault, patiently).toContain(why);
    expect(await stillLook(grid("Your images, as the machine would see them"))).toBe(before);
    expect(await own().getByRole("button", { name: "Train on these" }).isEnabled()).toBe(true);
  });

  it("may be PNG files of any size; one that is no picture is named", async () => {
    const png = async (at: number) => {
      const url = await page.evaluate((shift) => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [40 + shift, 30];
        const context = canvas.getContext("2d")!;
        context.fillStyle = "#fff";
        context.fillRect(0, 0, 100, 100);
        context.fillStyle = "#000";
        context.fillRect(10 + shift, 5, 6, 20);
        return canvas.toDataURL("image/png");
      }, at);
      return { name: `${at}.png`, mimeType: "image/png", buffer: Buffer.from(url.split(",")[1], "base64") };
    };
    const files = await Promise.all(Array.from({ length: 24 }, (_, at) => png(at % 12)));
    await chosen().setInputFiles(files);
    await expect.poll(status, patiently).toBe("20 images to train on, 4 held out.");
    expect(await fault()).toBe("");
    await saysCount("Your images, as the machine would see them", 20);
    const before = await stillLook(grid("Your images, as the machine would see them"));
    const broken = { name: "broken.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
    await chosen().setInputFiles([...files, broken]);
    await expect.poll(fault, patiently).toBe("broken.png: is no image that this browser can read.");
    expect(await stillLook(grid("Your images, as the machine would see them"))).toBe(before);
    await chosen().setInputFiles([files[0], csv(bars(60))]);
    await expect.poll(fault, patiently).toBe("2 files were given; a CSV comes alone.");
  });

  it("are scaled to the side that is asked for", async () => {
    await sliderOf(page, "Scaled to a side of").type("12");
    await expect
      .poll(() =>
        grid("Your images, as the machine would see them").locator(".image-picture").getAttribute("aria-label")
      )
      .toContain("20 images of 12 × 12 pixels");
    expect(await fault()).toBe("");
  });
});
