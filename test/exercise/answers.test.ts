import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answersFromFragment,
  answersToFragment,
  loadAnswers,
  readAnswersFile,
  saveAnswers,
  solutionsView,
  starts,
  writeAnswers
} from "../../src/exercise/cells/answers.js";
import type { Typed } from "../../src/exercise/cells/answers.js";
import { LanguageError } from "../../src/language/languageError.js";
import { solutions } from "../../src/exercise/learner/learnerFunctions.js";
import { memoryStorage } from "./memoryStorage.js";

const some: Typed = { c: "sum(x, 2) # σ² 💥", loss: 'a "quoted" \\ text\n' };

describe("answers are kept", () => {
  it("in storage, a file and an address, character for character", () => {
    const storage = memoryStorage();
    expect(saveAnswers(storage, some)).toBe(true);
    expect(loadAnswers(storage)).toEqual(some);
    expect(readAnswersFile(writeAnswers(some))).toEqual(some);
    expect(answersFromFragment(`#${answersToFragment(some)}`)).toEqual(some);
    expect(answersFromFragment(`#a=1&${answersToFragment(solutions)}&b=2`)).toEqual(solutions);
  });

  it("whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (source) => {
        expect(answersFromFragment(answersToFragment({ c: source }))).toEqual({ c: source });
        expect(readAnswersFile(writeAnswers({ c: source }))).toEqual({ c: source });
      }),
      { numRuns: 300, seed: 1 }
    );
  });

  it("beside those of another fork's cells, which share the storage of a host", () => {
    const storage = memoryStorage();
    saveAnswers(storage, some);
    const [[key, text]] = storage.items;
    storage.items.set(key, text.replace('"c":', '"own-elsewhere": "2 * c(x)", "c":'));
    expect(loadAnswers(storage)).toEqual(some);
    saveAnswers(storage, { c: "x" });
    expect(storage.items.get(key)).toContain('"own-elsewhere": "2 * c(x)"');
    expect(loadAnswers(storage)).toEqual({ c: "x" });
  });

  it("but not what a cell starts with: a cell that was reset is not in the file", () => {
    expect(readAnswersFile(writeAnswers({ ...starts, c: "x" }))).toEqual({ c: "x" });
  });

  it("a storage that is full or forbidden is no error", () => {
    const broken = {
      getItem: () => {
        throw new DOMException("no", "SecurityError");
      },
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      }
    };
    expect(loadAnswers(broken)).toEqual({});
    expect(saveAnswers(broken, some)).toBe(false);
  });

  it.each([
    ["", "not JSON"],
    ["[]", "must be an object"],
    ["null", "must be an object"],
    ["{}", '"format" must be'],
    ['{"format":"gaussian-bernoulli-rbm/lab","version":2,"answers":{}}', "reads version 1"],
    ['{"format":"gaussian-bernoulli-rbm/lab","version":1}', '"answers" must be an object'],
    ['{"format":"gaussian-bernoulli-rbm/lab","version":1,"answers":{"__proto__":"x"}}', "there is no cell"],
    ['{"format":"gaussian-bernoulli-rbm/lab","version":1,"answers":{"nix":"x"}}', 'there is no cell "nix"'],
    ['{"format":"gaussian-bernoulli-rbm/lab","version":1,"answers":{"c":1}}', "must be a text"],
    [
      JSON.stringify({ format: "gaussian-bernoulli-rbm/lab", version: 1, answers: { c: "x".repeat(4001) } }),
      "more than 4000"
    ],
    ["x".repeat(300_000), "too long"]
  ])("a file that is none is refused by name: %.60s", (text, words) => {
    expect(() => readAnswersFile(text)).toThrow(
      expect.objectContaining({ kind: "file", message: expect.stringContaining(words) })
    );
  });

  it("an address that was cut or altered is refused by name, and never half taken", () => {
    const whole = answersToFragment(some);
    for (let length = whole.length - 1; length >= "answers=".length; length--) {
      try {
        expect(answersFromFragment(whole.slice(0, length))).toEqual("something");
      } catch (error) {
        if (!(error instanceof LanguageError)) throw error;
      }
    }
    expect(answersFromFragment("#section-2")).toBeNull();
    expect(() => answersToFragment({ c: "x + ".repeat(990), loss: "y + ".repeat(990) })).toThrow(/save them as a file/);
  });

  it("the lecturer's views are read from the address", () => {
    expect(["", "?solutions=hidden", "?solutions=shown", "?solutions=1"].map(solutionsView)).toEqual([
      "at the end",
      "hidden",
      "shown",
      "at the end"
    ]);
  });
});
