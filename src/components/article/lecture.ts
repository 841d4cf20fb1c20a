import { button } from "../controls/button.js";
import { element } from "../dom/element.js";
import { lectureKeysWanted } from "./lectureKeys.js";

/** What a lecture shows one after the other: the title, the sections and the numbered figures. */
const stops = "h1, h2, .numbered, .derivation";

/**
 * Lecture mode: the chapter as full-screen steps, from the same text. L starts it where the page is scrolled to, the
 * keys of a remote control go on and back, N shows the notes (the text up to the next step), Escape ends it; the bar has
 * a button for each. A link with `?step=3` starts at the third.
 */
export function lectureMode(main: HTMLElement): void {
  const told = element("p", { role: "status" });
  // They may be longer than their place: the keys scroll them.
  const notes = element("aside", {
    class: "lecture-notes",
    "aria-label": "Speaker’s notes",
    tabindex: 0,
    hidden: true
  });
  const notesButton = button({ label: "Notes", onClick: showNotes });
  const bar = element(
    "div",
    { class: "lecture-bar" },
    told,
    element(
      "div",
      { class: "run-row" },
      button({ label: "Back", onClick: () => go(at - 1) }),
      button({ label: "Next", primary: true, onClick: () => go(at + 1) }),
      notesButton,
      button({ label: "End", onClick: stop })
    ),
    notes
  );
  let steps: Element[] = [];
  let at = -1;

  function start(from: number): void {
    steps = [...main.querySelectorAll(stops)].filter((each) => !each.closest(".numbered .numbered"));
    if (steps.length === 0) return;
    document.documentElement.setAttribute("data-lecture", "");
    document.documentElement.setAttribute("data-projector", "");
    document.body.append(bar);
    notes.hidden = true;
    notesButton.setAttribute("aria-pressed", "false");
    go(from);
  }

  function showNotes(): void {
    notes.hidden = !notes.hidden;
    notesButton.setAttribute("aria-pressed", String(!notes.hidden));
  }

  function stop(): void {
    const left = steps[at];
    for (const name of ["data-lecture", "data-projector"]) document.documentElement.removeAttribute(name);
    for (const each of document.querySelectorAll(".lecture-on")) each.classList.remove("lecture-on");
    bar.remove();
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
    const caption = [...steps[at].querySelectorAll(".caption > p")].map(contentOf);
    const after = textAfter(steps[at]);
    const said = caption.length > 0 ? caption : after.slice(0, 1).map((p) => firstSentence(contentOf(p)));
    told.replaceChildren(
      `${at + 1} / ${steps.length}`,
      ...said.flatMap((content, k) => [k === 0 ? " · " : " ", content])
    );
    notes.replaceChildren(...after.map((p) => element("p", {}, contentOf(p))));
    setAddress(at + 1);
    scrollTo(0, 0);
  }

  function setAddress(step: number | null): void {
    const url = new URL(location.href);
    if (step === null) url.searchParams.delete("step");
    else url.searchParams.set("step", String(step));
    history.replaceState(null, "", url.href);
  }

  /** The paragraphs between a step and the next; those of the step itself are on the screen. */
  function textAfter(step: Element): Element[] {
    const next = steps[steps.indexOf(step) + 1];
    return [...main.querySelectorAll("p")].filter(
      (p) =>
        !step.contains(p) &&
        !p.querySelector(".katex-display") &&
        !p.closest(".control, figure, .caption, .byline, .opened") &&
        step.compareDocumentPosition(p) & Node.DOCUMENT_POSITION_FOLLOWING &&
        (!next || p.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING)
    );
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof Element)) return;
      if (/^[a-z]$/i.test(event.key) && !lectureKeysWanted()) return;
      if (event.target.closest("input, textarea, select, [contenteditable], .cm-editor, dialog")) return;
      // A letter counts with Caps Lock too.
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (at < 0) {
        if (key === "l" && !event.target.closest("[role=application]")) start(nearestStep());
        return;
      }
      const own = event.target.closest(".player, figure, button, [role=slider], .derivation");
      const next: Record<string, () => void> = {
        PageDown: () => go(at + 1),
        PageUp: () => go(at - 1),
        Escape: stop,
        n: showNotes,
        ...(own ? {} : { ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1), " ": () => go(at + 1) })
      };
      if (!next[key]) return;
      event.preventDefault();
      event.stopPropagation();
      next[key]();
    },
    true
  );

  function nearestStep(): number {
    const all = [...main.querySelectorAll(stops)];
    const below = all.findIndex((each) => each.getBoundingClientRect().top > -10);
    return Math.max(0, below);
  }

  // The byline's link, for who has no keys.
  main.querySelector(".byline a[href='?step=1']")?.addEventListener("click", (event) => {
    event.preventDefault();
    start(0);
  });
  const asked = new URL(location.href).searchParams.get("step");
  if (asked !== null && /^\d+$/.test(asked)) setTimeout(() => start(Number(asked) - 1), 500);
}

/** What a paragraph holds, to be shown once more: formulas as they look, and nothing that opens or leads elsewhere. */
function contentOf(p: Element): DocumentFragment {
  const copy = p.cloneNode(true) as Element;
  for (const opened of copy.querySelectorAll(".opened")) opened.remove();
  for (const active of copy.querySelectorAll("a, button")) active.replaceWith(...active.childNodes);
  for (const each of copy.querySelectorAll("[id]")) each.removeAttribute("id");
  const content = document.createDocumentFragment();
  content.append(...copy.childNodes);
  return content;
}

/** Cuts a paragraph's content after its first sentence; a full stop within a formula ends none. */
function firstSentence(content: DocumentFragment): DocumentFragment {
  for (const node of [...content.childNodes]) {
    const end = node instanceof Text ? /[.:?](?=\s|$)/.exec(node.data) : null;
    if (!end) continue;
    (node as Text).data = (node as Text).data.slice(0, end.index + 1);
    while (node.nextSibling) node.nextSibling.remove();
    break;
  }
  return content;
}
