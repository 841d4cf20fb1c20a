import { expect, it } from "vitest";
import { home, pages } from "../../src/site/chapters.js";
import { notFoundPage } from "../../src/site/notFoundPage.js";

const links = (html: string) => Array.from(html.matchAll(/href="([^"]*)"/g), ([, href]) => href);

it("leads to every page of a published site from whatever address was wrong", () => {
  const site = "https://example.org/courses/rbm/";
  const wrong = `${site}deep/down/nothing`;
  const reached = links(notFoundPage(site)).map((href) => new URL(href, wrong).href);
  expect(reached).toEqual([home, ...pages].map(({ path }) => site + path.slice(1)));
});

it("leads there from a mistyped name if nobody said where the site will be", () => {
  const [first, second] = links(notFoundPage(null)).map((href) => new URL(href, "http://localhost/rbm/modle").href);
  expect([first, second]).toEqual(["http://localhost/rbm/", "http://localhost/rbm/data"]);
});
