/**
 * Pictures of the built pages: of each figure, for readers without scripts; of each page, for previews; the icons.
 * They are rendered by the browser that the tests use.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Locator, Page as BrowserPage } from "playwright-core";
import sirv from "sirv";
import { findChromium } from "../../test/browser/chromium.js";
import { fileOf, home, pages } from "./chapters.js";
import type { Page } from "./chapters.js";
import { previewOf } from "./metadata.js";

/** One figure of a page: the cell that it belongs to, what it shows in words, and its picture's place and size. */
interface FigurePicture {
  readonly cell: string;
  readonly words: string;
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

/** Renders into `<output>/pictures` and puts each figure's picture into its page, to be seen with scripts off. */
export async function renderPictures(output: string): Promise<void> {
  const executablePath = await findChromium();
  if (!executablePath)
    throw new Error("The pictures of the pages need Chromium or Chrome: install one, or set CHROMIUM to its path.");
  mkdirSync(join(output, "pictures"), { recursive: true });
  const files = sirv(output, { extensions: ["html"], dev: true });
  const server = createServer((request, response) =>
    files(request, response, () => void response.writeHead(404).end())
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const launch = () => chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
  const waiting = [home, ...pages];
  try {
    // A page spends most of its time coming to rest. A browser draws only one page at a time without fail.
    await Promise.all(
      Array.from({ length: 3 }, async (_, lane) => {
        const browser = await launch();
        try {
          if (lane === 0) await icons(browser, output);
          for (let page = waiting.pop(); page; page = waiting.pop()) await picturePage(browser, origin, page, output);
        } finally {
          await browser.close();
        }
      })
    );
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function picturePage(browser: Browser, origin: string, page: Page, output: string): Promise<void> {
  const figures = await figurePictures(browser, origin, page, output);
  const file = join(output, fileOf(page));
  writeFileSync(file, withPictures(readFileSync(file, "utf8"), figures, file));
  await preview(browser, page, figures[0], output);
}

async function figurePictures(
  browser: Browser,
  origin: string,
  { path }: Page,
  output: string
): Promise<FigurePicture[]> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 900 },
    colorScheme: "light",
    reducedMotion: "reduce",
    serviceWorkers: "block",
    deviceScaleFactor: 1.5
  });
  const page = await context.newPage();
  await page.goto(origin + path, { waitUntil: "load" });
  await page.waitForFunction(() => !document.querySelector("observablehq-loading"), null, { timeout: 120_000 });
  await seeAll(page);
  const pictures: FigurePicture[] = [];
  for (const figure of await page.locator("main :is(figure.plane, figure.chart, figure.images)").all()) {
    if (!(await figure.isVisible())) continue;
    await atRest(figure);
    const place = await figure.evaluate((element) => {
      const block = element.closest(".observablehq--block");
      const comment = Array.from(block?.childNodes ?? []).find((node) => node.nodeType === Node.COMMENT_NODE);
      const words = element.querySelector("[role=img][aria-label], .image-picture")?.getAttribute("aria-label");
      // What keys do is no use to readers who have none; images that are still to come are none.
      const seen = (words ?? element.textContent ?? "").replace(/\. Arrow keys .*$/, ".");
      return { cell: comment?.nodeValue ?? "", words: seen, empty: seen.includes(": 0 images") };
    });
    const size = await figure.boundingBox();
    if (!size || !place.cell || place.empty) continue;
    const file = `pictures/${path === "/" ? "home" : path.slice(1).replaceAll("/", "-")}-${pictures.length + 1}.png`;
    await photographed(page, () => figure.screenshot({ path: join(output, file), animations: "disabled" }));
    pictures.push({
      cell: place.cell,
      words: place.words,
      file,
      width: Math.round(size.width),
      height: Math.round(size.height)
    });
  }
  await context.close();
  return pictures;
}

/** Figures that are made when they are seen are made now. */
async function seeAll(page: BrowserPage): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 700) {
    await page.evaluate((top) => scrollTo(0, top), y);
    await page.waitForTimeout(150);
  }
  await page.waitForFunction(() => !document.querySelector("observablehq-loading"), null, { timeout: 120_000 });
}

/** Waits until a figure's words stay the same for a second; its pictures follow them within a frame. */
async function atRest(figure: Locator): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  let [before, same] = ["", 0];
  for (let tries = 0; tries < 120 && same < 3; tries++) {
    const now = await figure.evaluate((element) => element.outerHTML);
    same = now === before ? same + 1 : 0;
    before = now;
    await figure.page().waitForTimeout(250);
  }
}

/** The page with each picture beside its figure's cell, which stays empty with scripts off. */
export function withPictures(html: string, figures: readonly FigurePicture[], name: string): string {
  let text = html;
  for (const cell of new Set(figures.map((figure) => figure.cell))) {
    const marker = `<!--${cell}-->`;
    if (text.split(marker).length !== 2)
      throw new Error(`${name}: expected ${marker} once; has Framework's shell changed?`);
    const images = figures
      .filter((figure) => figure.cell === cell)
      .map(
        ({ file, words, width, height }) =>
          `<img src="./${file}" alt="${attribute(words)}" width="${width}" height="${height}" loading="lazy">`
      );
    text = text.replace(marker, () => `${marker}<noscript>${images.join("")}</noscript>`);
  }
  return text;
}

/** 1200 × 630: the title, the description and the page's first figure. */
async function preview(browser: Browser, page: Page, figure: FigurePicture | undefined, output: string): Promise<void> {
  const picture = figure
    ? `<img src="data:image/png;base64,${readFileSync(join(output, figure.file)).toString("base64")}">`
    : "";
  await photograph(
    browser,
    `<style>body{margin:0;width:1200px;height:630px;display:flex;gap:48px;align-items:center;box-sizing:border-box;padding:48px 56px;
background:#fff;color:#1b1e23;font:30px/1.4 Georgia,"Source Serif 4",serif}main{flex:1}h1{font-size:58px;line-height:1.1;margin:0 0 24px}
p{margin:0 0 24px}small{font:600 22px system-ui,sans-serif;color:#2f53b3}img{max-width:540px;max-height:534px}</style>
<main><h1>${text(page.name)}</h1><p>${text(page.description)}</p><small>${page === home ? "" : text(home.name)}</small></main>${picture}`,
    { width: 1200, height: 630 },
    join(output, "pictures", previewOf(page))
  );
}

async function icons(browser: Browser, output: string): Promise<void> {
  const svg = readFileSync("src/icon.svg", "utf8");
  for (const size of [192, 512])
    await photograph(
      browser,
      `<style>body{margin:0;background:#fff}svg{width:${size}px;height:${size}px;display:block}</style>${svg}`,
      { width: size, height: size },
      join(output, "pictures", `icon-${size}.png`)
    );
}

async function photograph(
  browser: Browser,
  html: string,
  viewport: { width: number; height: number },
  path: string
): Promise<void> {
  const page = await browser.newPage({ viewport });
  await page.setContent(html);
  await photographed(page, () => page.screenshot({ path }));
  await page.close();
}

/** On a machine at work with other things, a browser may draw too late for its own patience: it is asked again. */
async function photographed(page: BrowserPage, take: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // A page that has drawn nothing yet can't be captured.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      return void (await take());
    } catch (error) {
      if (attempt === 5 || !String(error).includes("Unable to capture screenshot")) throw error;
      await page.waitForTimeout(500 * attempt);
    }
  }
}

function text(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function attribute(words: string): string {
  return text(words).replaceAll('"', "&quot;");
}
