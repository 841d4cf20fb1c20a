/**
 * From an input of the playground to the first changed picture, in Chromium on the built site, for every data set that
 * the page offers and for a reader's own points, with 100 hidden units. Run alone it prints the table of
 * docs/performance.md; `--moves=15` for more of each, `--points=5000` for more data, `--data=moons` for one set.
 */
import { pathToFileURL } from "node:url";
import { latticeCoordinate, packedPoints } from "../../src/components/chapters/playground/packedPoints.js";
import { planeLaws } from "../../src/rbm/data/planeLaws.js";
import { createRandom } from "../../src/rbm/random.js";
import { desktop, openSite } from "../browser/browser.js";
import { median } from "./median.js";

/** What is moved: a slider by its label, and the places of its thumb. */
const inputs = [
  { label: "Seed of the data", of: "data" },
  { label: "Seed", of: "run" },
  { label: "Learning rate", of: "run" },
  { label: "Standard deviation, σ", of: "run" },
  { label: "Hidden units", of: "run" }
] as const;

export interface InputTimes {
  readonly data: string;
  readonly input: string;
  /** milliseconds from the input event to the end of the frame that shows the first figure changed, one a move */
  readonly first: readonly number[];
  /** … the first figure of the machine that is trained anew; the same unless the data changed */
  readonly machine: readonly number[];
}

/** Own points as a reader may have drawn them: a thousand, the most that the address holds. */
function ownPoints(): string {
  const { values } = planeLaws.pinwheel.draw(1000, createRandom(0, "own points"));
  const onLattice = Float64Array.from(values, (value) => latticeCoordinate(value)!);
  return packedPoints.format({ n: 2, count: 1000, values: onLattice });
}

export async function measurePlaygroundInputs(options: {
  moves: number;
  points: number;
  only: string | undefined;
}): Promise<InputTimes[]> {
  const { moves, points, only } = options;
  const site = await openSite();
  const times: InputTimes[] = [];
  try {
    for (const data of [...Object.keys(planeLaws), "own"]) {
      if (only && data !== only) continue;
      const own = data === "own" ? `&drawn=${ownPoints()}` : "";
      const { page } = await site.open(`/playground?data=${data}&points=${points}&hidden=100${own}`, desktop);
      await page.locator(".run[data-state=done]").first().waitFor();
      // The mixtures are fitted, and the machine is judged.
      await page.waitForTimeout(1500);
      // The runner names every function by a helper that the page has not.
      await page.evaluate("globalThis.__name = (f) => f");
      for (const { label, of } of inputs) {
        if (label === "Seed of the data" && data === "own") continue;
        const found = await page.evaluate(movesOf, { label, moves, changesData: of === "data" });
        times.push({ data, input: label, ...found });
      }
      await page.context().close();
    }
  } finally {
    await site.close();
  }
  return times;
}

/** In the page: moves a slider, again and again, and times the pictures. */
async function movesOf({ label, moves, changesData }: { label: string; moves: number; changesData: boolean }) {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  // What is drawn in a frame's callbacks is painted by the same frame; a message posted there comes after it.
  const painted = () =>
    new Promise<number>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  const charts = document.querySelector(".training-charts")!;
  const planes = new Set(document.querySelectorAll(".training-plane .plane canvas"));
  const status = document.querySelector(".run .run-status")!;
  let planeDrawn = () => {};
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  // A layer is cleared when it is drawn anew; that is within a frame.
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (planes.has(this.canvas)) planeDrawn();
    clear.apply(this, box);
  };
  const lineDrawn = () =>
    new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        resolve();
      });
      observer.observe(charts, { subtree: true, attributeFilter: ["d"] });
    });
  const ended = () =>
    new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!/chains of/.test(status.textContent ?? "")) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(status, { childList: true, characterData: true, subtree: true });
    });
  const control = [...document.querySelectorAll("label")].find(({ textContent }) => textContent === label)!;
  const thumb = document.getElementById(control.htmlFor) as HTMLInputElement;
  const [low, high] = [Number(thumb.min), Number(thumb.max)];
  const [first, machine]: [number[], number[]] = [[], []];
  // The first moves let the engine compile; a reader's first drag does as much.
  const warmUp = 2;
  for (let move = -warmUp; move < moves; move++) {
    await frame();
    // At any time of a frame, as a reader's inputs.
    await new Promise((resolve) => setTimeout(resolve, (7 * (move + warmUp)) % 17));
    // Round the middle; the hidden units stay about a hundred.
    const place =
      label === "Hidden units"
        ? Number(thumb.value) + (move % 2 ? 3 : -3)
        : low + (high - low) * (0.3 + 0.02 * (move + warmUp));
    const started = performance.now();
    const plane = new Promise<void>((resolve) => (planeDrawn = resolve));
    const line = lineDrawn();
    const end = ended();
    const firstAt = Promise.race([plane, line]).then(painted);
    // New points are drawn at once; a line of the charts tells of the machine.
    const machineAt = (changesData ? line : Promise.race([plane, line])).then(painted);
    thumb.value = String(place);
    thumb.dispatchEvent(new Event("input", { bubbles: true }));
    const [one, other] = await Promise.all([firstAt, machineAt, end]);
    if (move >= 0) {
      first.push(one - started);
      machine.push(other - started);
    }
  }
  CanvasRenderingContext2D.prototype.clearRect = clear;
  return { first, machine };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const option = (name: string) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const times = await measurePlaygroundInputs({
    moves: Number(option("moves") ?? 9),
    points: Number(option("points") ?? 500),
    only: option("data")
  });
  const rounded = (values: readonly number[]) => median(values).toFixed(0);
  console.log("| data | input | first picture, ms | worst | first of the new machine, ms | worst |");
  console.log("|---|---|---|---|---|---|");
  for (const { data, input, first, machine } of times)
    console.log(
      `| ${data} | ${input} | ${rounded(first)} | ${Math.max(...first).toFixed(0)} | ${rounded(machine)} | ${Math.max(...machine).toFixed(0)} |`
    );
}
