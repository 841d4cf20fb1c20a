/** What every page has around its text: head, navigation, footer. */
import { pages } from "./chapters.js";

/** Mathematics is rendered when the site is built; a reader's browser gets its style sheet and fonts only. */
export function head(fonts: string[]): string {
  const katex = `npm:katex/dist/`;
  return [
    `<link rel="stylesheet" href="${katex}katex.min.css">`,
    ...fonts.map((font) => `<link rel="x-copy" href="${katex}fonts/${font}">`),
    `<script type="module" src="/components/dom/pageShell.js"></script>`,
    `<link rel="icon" href="/icon.svg" type="image/svg+xml">`,
    // Before the first paint, so that the page does not flash in the other theme.
    `<script>try{const t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}document.documentElement.lang="en"</script>`
  ].join("\n");
}

export function header({ path }: { path: string }): string {
  const items = pages.map(({ name, path: to }) => {
    const current = path === to ? ` aria-current="page"` : "";
    return `<li><a href="${to}"${current}>${name}</a></li>`;
  });
  return `<nav class="site-nav" aria-label="Chapters">
<a class="site-name" href="/"${path === "/index" ? ` aria-current="page"` : ""}>RBM</a>
<ol>${items.join("")}</ol>
<div id="search"></div>
<div id="theme"></div>
</nav>`;
}

export function footer(): string {
  return `<p><a href="/about">About this site</a> · An explorable explanation of the Gaussian–Bernoulli restricted Boltzmann machine. Every number on these pages is computed in your browser or when the site was built, and tested.</p>`;
}
