/** What axe finds on a page, whichever browser drives it: one text a rule, with the places. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const findings = `axe
  .run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
  .then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target.join(" ")).join("; ")))`;

/** What is far from view is laid out only when the reader comes near: axe judges the page as it is then. */
const laidOut = `new Promise((done) => {
  const style = document.createElement("style");
  style.textContent = "* { content-visibility: visible !important }";
  document.head.append(style);
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})`;

/** @param page of Playwright or Puppeteer; the policy of a built page has to be set aside */
export async function axeFindings(page: { evaluate(script: string): Promise<unknown> }): Promise<string[]> {
  await page.evaluate(source);
  await page.evaluate(laidOut);
  return (await page.evaluate(findings)) as string[];
}
