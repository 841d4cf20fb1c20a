/** What axe finds on a page, whichever browser drives it: one text a rule, with the places. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const findings = `axe
  .run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
  .then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target.join(" ")).join("; ")))`;

/** @param page of Playwright or Puppeteer; the policy of a built page has to be set aside */
export async function axeFindings(page: { evaluate(script: string): Promise<unknown> }): Promise<string[]> {
  await page.evaluate(source);
  return (await page.evaluate(findings)) as string[];
}
