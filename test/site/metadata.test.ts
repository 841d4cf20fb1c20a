import { expect, it } from "vitest";
import { home, pages } from "../../src/site/chapters.js";
import { metadata, pageOf, siteAddress, sitemap, webManifest } from "../../src/site/metadata.js";
import { withPictures } from "../../src/site/pictures.js";

it("every page has a description of its own that a search result shows whole", () => {
  const descriptions = [home, ...pages].map(({ description }) => description);
  expect(new Set(descriptions).size).toBe(descriptions.length);
  for (const description of descriptions) {
    expect(description.length).toBeGreaterThan(50);
    expect(description.length).toBeLessThanOrEqual(160);
  }
});

it("addresses are absolute below the site's own, sub-path included", () => {
  const html = metadata("model.html", "Model | The RBM", "https://example.org/courses/rbm/");
  expect(html).toContain(`<link rel="canonical" href="https://example.org/courses/rbm/model">`);
  expect(html).toContain(`content="https://example.org/courses/rbm/pictures/model.png"`);
  expect(sitemap("https://example.org/rbm/")).toContain("<loc>https://example.org/rbm/data</loc>");
  expect(sitemap("https://example.org/rbm/").match(/<loc>/g)).toHaveLength(pages.length + 1);
});

it("with no known address there is no canonical one, and the picture is named relative to the page", () => {
  const html = metadata("index.html", "The RBM", null);
  expect(html).not.toContain("canonical");
  expect(html).toContain(`og:image" content="./pictures/home.png"`);
});

it("quotes in a title end no attribute", () => {
  expect(metadata("data.html", `"Data" & <more>`, null)).toContain(`content="&quot;Data&quot; &amp; &lt;more>"`);
});

it("a page that is not in the list, such as the catalogue, asks not to be indexed", () => {
  expect(pageOf("catalogue.html")).toBeUndefined();
  expect(metadata("catalogue.html", "Catalogue", "https://example.org/")).toContain(`content="noindex"`);
});

it("SITE_URL gets its slash, and what is no web address is refused", () => {
  expect(siteAddress("https://example.org/rbm")).toBe("https://example.org/rbm/");
  expect(siteAddress("")).toBeNull();
  expect(() => siteAddress("example.org")).toThrow(/SITE_URL is "example.org"; it must be an address/);
  expect(() => siteAddress("file:///rbm")).toThrow(/must be an address/);
});

it("the manifest's addresses are relative, so that it holds under any path", () => {
  const { start_url, scope, icons } = JSON.parse(webManifest());
  for (const address of [start_url, scope, ...icons.map(({ src }: { src: string }) => src)])
    expect(address).toMatch(/^\.\//);
});

it("a figure's picture stands in its cell for readers without scripts, and a cell that is gone is an error", () => {
  const figure = { cell: ":ab12:", words: `The "ring"`, file: "pictures/data-1.png", width: 480, height: 500 };
  const html = withPictures(`<div class="observablehq"><!--:ab12:--></div>`, [figure], "data.html");
  expect(html).toContain(`<!--:ab12:--><noscript><img src="./pictures/data-1.png" alt="The &quot;ring&quot;"`);
  expect(() => withPictures("<p></p>", [figure], "data.html")).toThrow(/data.html: expected <!--:ab12:--> once/);
});
