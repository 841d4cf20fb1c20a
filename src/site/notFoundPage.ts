/** The page that a static host shows for an address where nothing is: GitHub Pages, Netlify and others look for 404.html. */
import { home, pages } from "./chapters.js";

/**
 * The page's HTML, styles included, since relative addresses lead nowhere from a folder that does not exist.
 * @param site where the site will be published. If it is null the links are relative, and right only for a mistyped
 *   name in the site's own folder.
 */
export function notFoundPage(site: string | null): string {
  const links = [home, ...pages].map(
    ({ name, path }) => `<li><a href="${site ?? "./"}${path.slice(1)}">${name}</a></li>`
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>No such page | ${home.name}</title>
<style>
:root { color-scheme: light dark; background: light-dark(#ffffff, #15171c); color: light-dark(#1b1e23, #e4e4df); }
body { max-width: 36rem; margin: 4rem auto; padding: 0 1.25rem; font: 18px/1.6 ui-serif, Georgia, serif; }
a { color: light-dark(#2f53b3, #9db4ff); }
li { padding: 0.2rem 0; }
</style>
</head>
<body>
<main>
<h1>There is no such page</h1>
<p>It may have moved, or the address was not copied whole. These are the pages there are:</p>
<ul>
${links.join("\n")}
</ul>
</main>
</body>
</html>
`;
}
