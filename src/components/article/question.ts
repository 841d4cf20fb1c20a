import { element } from "../dom/element.js";

/** What a check finds of the controls as they stand. */
export interface Verdict {
  readonly right: boolean;
  /** what was found, with its numbers, and why it is right or not yet */
  readonly why: string;
}

export interface Question<T> extends HTMLElement {
  /** Checks what the reader has set. */
  update(state: T): void;
}

/**
 * A question that the reader answers by setting the controls of the chapter; the machine checks it each time they
 * move. The verdict is read out when it changes. The answer is kept where the controls keep their values: in the address.
 * @param check of the present state; it does not throw for any that the controls can reach
 */
export function question<T>(text: string, check: (state: T) => Verdict): Question<T> {
  const mark = element("strong", { class: "question-mark" });
  const why = element("span", {});
  const verdict = element("p", { class: "question-verdict", role: "status" }, mark, why);
  const root = element("div", { class: "question" }, element("p", {}, text), verdict);
  return Object.assign(root, {
    update(state: T) {
      const { right, why: reason } = check(state);
      root.toggleAttribute("data-right", right);
      const [word, sentence] = [right ? "Right. " : "Not yet. ", reason];
      // The same verdict again is not read out again.
      if (mark.textContent === word && why.textContent === sentence) return;
      mark.textContent = word;
      why.textContent = sentence;
    }
  });
}
