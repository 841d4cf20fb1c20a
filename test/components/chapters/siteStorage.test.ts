import { describe, expect, it } from "vitest";
import { siteStorage } from "../../../src/components/chapters/exercise/siteStorage.js";
import { loadAnswers, saveAnswers } from "../../../src/exercise/cells/answers.js";
import { memoryStorage } from "../../exercise/memoryStorage.js";

describe("what forks on one host keep", () => {
  it("is apart, also where their cells have the same name", () => {
    const browser = memoryStorage();
    const [first, second] = ["/course/lab", "/other-course/lab"].map((page) => siteStorage(() => browser, page));
    saveAnswers(first, { c: "one" });
    saveAnswers(second, { c: "two" });
    expect([loadAnswers(first), loadAnswers(second)]).toEqual([{ c: "one" }, { c: "two" }]);
    expect(loadAnswers(siteStorage(() => browser, "/lab"))).toEqual({});
    expect(loadAnswers(siteStorage(() => browser, "/course/lab.html"))).toEqual({ c: "one" });
  });

  it("at the root has the keys as they are, which a site below it reads until it has its own", () => {
    const browser = memoryStorage();
    saveAnswers(
      siteStorage(() => browser, "/lab"),
      { c: "before" }
    );
    const below = siteStorage(() => browser, "/course/lab");
    expect(loadAnswers(below)).toEqual({ c: "before" });
    saveAnswers(below, { c: "after" });
    expect([loadAnswers(below), loadAnswers(browser)]).toEqual([{ c: "after" }, { c: "before" }]);
  });

  it("where the browser forbids it is no error", () => {
    const forbidden = siteStorage(() => {
      throw new DOMException("denied", "SecurityError");
    }, "/lab");
    expect(loadAnswers(forbidden)).toEqual({});
    expect(saveAnswers(forbidden, { c: "x" })).toBe(false);
  });
});
