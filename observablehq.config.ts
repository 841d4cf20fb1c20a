import { article } from "./src/site/article.js";
import { dropStaleLoaderOutput } from "./src/site/loaderCache.js";
import { katexFonts, seedPackageCache } from "./src/site/packageCache.js";
import { header, footer, head } from "./src/site/shell.js";
import { mathematics } from "./src/site/mathematics.js";
import { pages } from "./src/site/chapters.js";

process.env.OBSERVABLE_TELEMETRY_DISABLE = "1";
const root = "src";
seedPackageCache(root);
dropStaleLoaderOutput(root);

export default {
  root,
  title: "The Gaussian–Bernoulli RBM",
  style: "style.css",
  globalStylesheets: [],
  sidebar: false,
  toc: false,
  pager: true,
  search: false,
  typographer: true,
  pages,
  head: head(katexFonts()),
  header,
  footer,
  markdownIt: (md: Parameters<typeof mathematics>[0]) => article(mathematics(md))
};
