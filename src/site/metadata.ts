/** What search engines, previews and browsers are told of a page. */
import { home, pages } from "./chapters.js";
import type { Page } from "./chapters.js";

/** The page that is published as this file, or undefined for one that no reader is led to, such as the catalogue. */
export function pageOf(file: string): Page | undefined {
  const path = `/${file.replace(/(?:^|\/)index\.html$|\.html$/, "")}`;
  return [home, ...pages].find((page) => page.path === path);
}

/** The file name of a page's preview picture, below pictures/. */
export function previewOf({ path }: Page): string {
  return `${path === "/" ? "home" : path.slice(1).replaceAll("/", "-")}.png`;
}

/**
 * Where the site will be published, with a slash at its end; null if nobody said. Previews, canonical addresses and the
 * sitemap must be absolute, so they need it; nothing else does.
 * @throws Error if SITE_URL is no http address
 */
export function siteAddress(text = process.env.SITE_URL): string | null {
  if (!text) return null;
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new Error(`SITE_URL is "${text}"; it must be an address such as https://example.org/rbm/.`);
  return text.endsWith("/") ? text : `${text}/`;
}

/** The elements of a page's head. A page without an entry in chapters.ts asks not to be indexed. */
export function metadata(file: string, title: string, site: string | null): string {
  const up = "../".repeat(file.split("/").length - 1) || "./";
  const page = pageOf(file);
  const always = [
    `<link rel="manifest" href="${up}manifest.webmanifest">`,
    `<link rel="apple-touch-icon" href="${up}pictures/icon-192.png">`,
    `<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">`,
    `<meta name="theme-color" content="#15171c" media="(prefers-color-scheme: dark)">`
  ];
  if (!page) return [...always, `<meta name="robots" content="noindex">`].join("\n");
  const text = attribute(page.description);
  const picture = `${site ?? up}pictures/${previewOf(page)}`;
  return [
    ...always,
    `<meta name="description" content="${text}">`,
    `<meta property="og:type" content="article">`,
    `<meta property="og:title" content="${attribute(title)}">`,
    `<meta property="og:description" content="${text}">`,
    `<meta property="og:image" content="${picture}">`,
    `<meta property="og:image:width" content="1200">`,
    `<meta property="og:image:height" content="630">`,
    `<meta property="og:image:alt" content="${attribute(`${page.name}: the title, one sentence and a figure of the page`)}">`,
    `<meta name="twitter:card" content="summary_large_image">`,
    ...(site === null
      ? []
      : [
          `<link rel="canonical" href="${site}${page.path.slice(1)}">`,
          `<meta property="og:url" content="${site}${page.path.slice(1)}">`
        ])
  ].join("\n");
}

/** Every page by its absolute address, as sitemaps.org has it. */
export function sitemap(site: string): string {
  const entries = [home, ...pages].map(({ path }) => `<url><loc>${attribute(site + path.slice(1))}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join("\n")}
</urlset>
`;
}

/** What an installed site is called and looks like; all addresses are relative to the manifest's own. */
export function webManifest(): string {
  const icon = (size: number) => ({
    src: `./pictures/icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose: "any"
  });
  return JSON.stringify(
    {
      name: home.name,
      short_name: "RBM",
      description: home.description,
      lang: "en",
      start_url: "./",
      scope: "./",
      display: "standalone",
      background_color: "#ffffff",
      theme_color: "#2f53b3",
      icons: [icon(192), icon(512)]
    },
    null,
    2
  );
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
