import { defineConfig } from "vitest/config";

/** A wait ends when its state comes; on a slow machine that may take its time. */
const patient = { testTimeout: 300_000, hookTimeout: 150_000, expect: { poll: { timeout: 90_000 } } };

/** Tests that play no animation and drag nothing: these may share the machine. */
const sharing = [
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
  "nothingKept",
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
          exclude: sharing,
          globalSetup: ["test/browser/buildSite.ts"],
          ...patient,
          // They play animations and drag: each has the machine to itself.
          maxWorkers: 1,
          sequence: { groupOrder: 1 }
        }
      },
      {
        test: {
          name: "patient",
          root: new URL("..", import.meta.url).pathname,
          include: sharing,
          globalSetup: ["test/browser/buildSite.ts"],
          ...patient,
          maxWorkers: 2,
          sequence: { groupOrder: 2 }
        }
      }
    ]
  }
});
