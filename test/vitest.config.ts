import { defineConfig } from "vitest/config";

/** What holds for every page, whatever its figures do: these tests may share the machine. */
const everyPage = ["pages", "accessibility", "publishing", "offline", "firefox", "firstPaint", "marking"].map(
  (name) => `test/browser/${name}.test.ts`
);

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    projects: [
      {
        test: {
          name: "unit",
          root: new URL("..", import.meta.url).pathname,
          include: ["test/{rbm,kernel,language,exercise,notebook,components,site,data,examples}/**/*.test.ts"],
          testTimeout: 60_000
        }
      },
      {
        test: {
          name: "browser",
          root: new URL("..", import.meta.url).pathname,
          include: ["test/browser/**/*.test.ts"],
          exclude: everyPage,
          globalSetup: ["test/browser/buildSite.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // They play animations and drag: each has the machine to itself.
          maxWorkers: 1,
          sequence: { groupOrder: 1 }
        }
      },
      {
        test: {
          name: "pages",
          root: new URL("..", import.meta.url).pathname,
          include: everyPage,
          globalSetup: ["test/browser/buildSite.ts"],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 }
        }
      }
    ]
  }
});
