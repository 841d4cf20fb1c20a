import { element } from "../dom/element.js";
import { lectureKeysWanted } from "./lectureKeys.js";

/** What a lecture shows one after the other: the title, the sections and the numbered figures. */
const stops = "h1, h2, .numbered, .derivation";

/**
 * Lecture mode: the chapter as full-screen steps, from the same text. L starts it where the page is scrolled to, the
 * keys of a remote control go on and back, N shows the notes (the text up to the next step), Escape ends it. A link
 * with `?step=3` starts at the third.
 */
export function lectureMode(main: HTMLElement): void {
  const bar = element("div", { class: "lecture-bar", role: "status" });
  const notes = element("aside", { class: "lecture-notes", "aria-label": "Speaker’s notes", hidden: true });
  let steps: Element[] = [];
  let at = -1;

  function start(from: number): void {
    steps = [...main.querySelectorAll(stops)].filter((each) => !each.closest(".numbered .numbered"));
    if (steps.length === 0) return;
    document.documentElement.setAttribute("data-lecture", "");
    document.documentElement.setAttribute("data-projector", "");
    document.body.append(bar, notes);
    go(from);
  }

  function stop(): void {
    const left = steps[at];
    for (const name of ["data-lecture", "data-projector"]) document.documentElement.removeAttribute(name);
    for (const each of document.querySelectorAll(".lecture-on")) each.classList.remove("lecture-on");
    bar.remove();
    notes.remove();
    at = -1;
    setAddress(null);
    left?.scrollIntoView();
  }

  function go(to: number): void {
    at = Math.min(steps.length - 1, Math.max(0, to));
    for (const each of document.querySelectorAll(".lecture-on")) each.classList.remove("lecture-on");
    for (let each: Element | null = steps[at]; each && each !== main; each = each.parentElement)
      each.classList.add("lecture-on");
    steps[at].classList.add("lecture-on");
    // The caption may lie below the screen: the bar has it in its place.
    const caption = [...steps[at].querySelectorAll(".caption > p")].map(plainText).join(" ");
    const sentence = caption || firstSentence(textAfter(steps[at]));
    bar.textContent = `${at + 1} / ${steps.length}${sentence ? ` · ${sentence}` : ""}`;
    notes.textContent = textAfter(steps[at]);
    setAddress(at + 1);
  }

  function setAddress(step: number | null): void {
    const url = new URL(location.href);
    if (step === null) url.searchParams.delete("step");
    else url.searchParams.set("step", String(step));
    history.replaceState(null, "", url.href);
  }

  /** The paragraphs between a step and the next. */
  function textAfter(step: Element): string {
    const next = steps[steps.indexOf(step) + 1];
    const between = [...main.querySelectorAll("p")].filter(
      (p) =>
        !p.closest(".control, figure, .caption, .byline, .opened") &&
        step.compareDocumentPosition(p) & Node.DOCUMENT_POSITION_FOLLOWING &&
        (!next || p.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING)
    );
    return between.map(plainText).join("\n\n");
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof Element)) return;
      if (/^[a-z]$/i.test(event.key) && !lectureKeysWanted()) return;
      if (event.target.closest("input, textarea, select, [contenteditable], .cm-editor")) return;
      if (at < 0) {
        if (event.key.toLowerCase() === "l" && !event.target.closest("[role=application]")) start(nearestStep());
        return;
      }
      const own = event.target.closest(".player, figure, button, [role=slider], .derivation");
      const next: Record<string, () => void> = {
        PageDown: () => go(at + 1),
        PageUp: () => go(at - 1),
        Escape: stop,
        n: () => (notes.hidden = !notes.hidden),
        ...(own ? {} : { ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1), " ": () => go(at + 1) })
      };
      if (!next[event.key]) return;
      event.preventDefault();
      event.stopPropagation();
      next[event.key]();
    },
    true
  );

  function nearestStep(): number {
    const all = [...main.querySelectorAll(stops)];
    const below = all.findIndex((each) => each.getBoundingClientRect().top > -10);
    return Math.max(0, below);
  }

  const asked = new URL(location.href).searchParams.get("step");
  if (asked !== null && /^\d+$/.test(asked)) setTimeout(() => start(Number(asked) - 1), 500);
}

/** A paragraph as it is read: formulas once, by their source. */
function plainText(p: Element): string {
  const copy = p.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll(".katex-mathml, .opened")) hidden.remove();
  return copy.textContent.trim();
}

function firstSentence(text: string): string {
  return /^.*?[.:?](?=\s|$)/.exec(text)?.[0] ?? text;
}
