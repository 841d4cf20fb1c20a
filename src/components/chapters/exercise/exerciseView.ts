import {
  answersFromFragment,
  loadAnswers,
  saveAnswers,
  solutionsView,
  starts
} from "../../../exercise/cells/answers.js";
import type { Storage, Typed } from "../../../exercise/cells/answers.js";
import { cells } from "../../../exercise/cells/cells.js";
import type { CellId } from "../../../exercise/cells/cells.js";
import { solutions } from "../../../exercise/learner/learnerFunctions.js";
import type { Answers } from "../../../exercise/learner/learnerFunctions.js";
import type { Points } from "../../../rbm/shapes.js";
import { button } from "../../controls/button.js";
import { element } from "../../dom/element.js";
import { cellView } from "./cellView.js";
import type { CellView } from "./cellView.js";
import { keepingView } from "./keepingView.js";
import { openExercise } from "./exerciseWorker.js";
import { progressView } from "./progressView.js";
import { learnerMachineView } from "./learnerMachineView.js";
import { siteStorage } from "./siteStorage.js";

export interface ExerciseView extends HTMLElement {
  /** ends the workers */
  close(): void;
}

/**
 * The exercise: its cells, how far the reader has come, their machine beside ours, and what they can take home.
 * @param data points to train on @param test fresh points for the score
 */
export function exerciseView(
  data: Points,
  test: Points,
  storage: Storage = siteStorage(() => localStorage, location.pathname)
): ExerciseView {
  const grading = openExercise();
  const typed: Typed = loadAnswers(storage);
  const notice = element("div", { class: "exercise-notice", role: "status" });
  takeFromAddress();

  const progress = progressView();
  const views = new Map<CellId, CellView>(
    cells.map((cell, k) => [
      cell.id,
      cellView({
        cell,
        number: k + 1,
        value: typed[cell.id] ?? cell.start,
        view: solutionsView(location.search),
        onChange: (value) => keep(cell.id, value),
        onRun: (value) => grading.ask({ kind: "grade", cell: cell.id, source: value, prior: answersOfPassed() }),
        onReport: () => update()
      })
    ])
  );
  const machine = learnerMachineView({ data, test, answersOfPassed, answersAsTyped, passed });
  const keeping = keepingView({
    typed: () => typed,
    finished: () => ({ answers: all(), passed: passed(), data, machine: machine.value }),
    take: takeAnswers
  });
  const root = element(
    "div",
    { class: "lab" },
    notice,
    progress,
    ...views.values(),
    element("h2", { id: "your-machine" }, "Your machine"),
    machine,
    element("h2", { id: "take-it-home" }, "Take it home"),
    keeping
  );
  update();
  void checkAll();
  requestAnimationFrame(showAskedCell);
  addEventListener("hashchange", showAskedCell);

  /** A link of a chapter or of the search, `#write-c`, opens the exercise at that cell. */
  function showAskedCell(): void {
    const asked = /^#write-([\w-]+)$/.exec(location.hash)?.[1];
    if (asked) views.get(asked as CellId)?.scrollIntoView();
  }

  function keep(id: CellId, value: string): void {
    typed[id] = value;
    if (!saveAnswers(storage, typed)) say("This browser keeps nothing for this page: save your answers as a file.");
    update();
  }

  function passed(): Set<CellId> {
    return new Set([...views].filter(([, view]) => view.report?.status === "passed").map(([id]) => id));
  }

  function all(): Answers {
    return { ...starts, ...typed } as Answers;
  }

  /** The reader's formula where it passed, ours elsewhere. */
  function answersOfPassed(): Answers {
    const right = passed();
    return Object.fromEntries(
      cells.map(({ id }) => [id, right.has(id) ? views.get(id)!.value : solutions[id]])
    ) as Record<CellId, string>;
  }

  /** The reader's formula wherever something was typed, right or wrong. */
  function answersAsTyped(): Answers {
    return Object.fromEntries(
      cells.map(({ id, start }) => [id, views.get(id)!.value === start ? solutions[id] : views.get(id)!.value])
    ) as Record<CellId, string>;
  }

  function update(): void {
    progress.update(new Map([...views].map(([id, view]) => [id, view.report?.status ?? null])));
    machine.update();
  }

  /** After a reload, what was typed is checked again, cell after cell. */
  async function checkAll(): Promise<void> {
    for (const { id, start } of cells) if (views.get(id)!.value !== start) await views.get(id)!.run();
    update();
  }

  function takeAnswers(next: Typed): void {
    for (const { id, start } of cells) {
      const value = next[id] ?? start;
      if (views.get(id)!.value === value) continue;
      views.get(id)!.value = value;
      typed[id] = value;
    }
    saveAnswers(storage, typed);
    update();
    void checkAll();
  }

  /** An address may carry answers; those that are here already are not lost for it. */
  function takeFromAddress(): void {
    let carried: Typed | null;
    try {
      carried = answersFromFragment(location.hash);
    } catch (error) {
      say((error as Error).message);
      return;
    }
    if (carried === null) return;
    const hasOwn = cells.some(({ id, start }) => (typed[id] ?? start) !== start && typed[id] !== carried[id]);
    if (!hasOwn) {
      Object.assign(typed, carried);
      saveAnswers(storage, typed);
      return;
    }
    const take = button({
      label: "Use the answers of the link",
      onClick() {
        takeAnswers(carried);
        notice.replaceChildren();
      }
    });
    const leave = button({ label: "Keep mine", onClick: () => notice.replaceChildren() });
    say("This link carries answers, and this browser has others. Using those of the link replaces yours.");
    notice.append(element("div", { class: "run-row" }, leave, take));
  }

  function say(text: string): void {
    notice.replaceChildren(element("p", {}, text));
  }

  return Object.assign(root, {
    close() {
      removeEventListener("hashchange", showAskedCell);
      grading.close();
      machine.close();
    }
  });
}
