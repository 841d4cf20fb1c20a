import { defineConfig } from "vitest/config";

/** Tests that wait for a state and not for a moment: these may share the machine. */
const patient = [
  "accessibility",
  "address",
  "article",
  "catalogue",
  "digits",
  "firefox",
  "firstPaint",
  "inside",
  "lab",
  "marking",
  "notebookFigures",
  "notebookFiles",
  "offline",
  "pages",
  "publishing",
  "questions",
  "search",
  "surprises"
].map((name) => `test/browser/${name}.test.ts`);

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    // Tests of one file that run side by side, each in a page of its own, mostly wait.
    maxConcurrency: 2,
    projects: [
      {
        test: {
          name: "unit",
          root: new URL("..", import.meta.url).pathname,
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**"],
          testTimeout: 60_000,
          // Vitest leaves a core free unless told not to; nothing else needs it here.
          maxWorkers: 2
        }
      },
      {
        test: {
          name: "browser",
          root: new URL("..", import.meta.url).pathname,
          include: ["test/browser/**/*.test.ts"],
          exclude: patient,
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
          name: "patient",
          root: new URL("..", import.meta.url).pathname,
          include: patient,
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
