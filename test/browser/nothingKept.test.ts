/** Pages in a browser that forbids them to keep anything. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSite } from "./browser.js";
import type { Site } from "./browser.js";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it.each([
  ["/", "figure.plane"],
  ["/lab", ".exercise-editor[data-rich]"],
  ["/notebook", ".cells[aria-busy=false] figure"],
  ["/playground", "figure.plane"]
])("%s works where nothing may be kept", async (path, whole) => {
  const { page, faults } = await site.open("/404.html");
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        }
      });
  });
  await page.goto(site.origin + path, { waitUntil: "load" });
  await page.waitForSelector(whole);
  await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
  expect(await page.locator(".observablehq--error").count()).toBe(0);
  expect(faults).toEqual([]);
  await page.context().close();
});
