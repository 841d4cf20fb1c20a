import { button } from "../../controls/button.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { layOutWhenIdle } from "../../dom/layOutWhenIdle.js";
import { readable } from "../../dom/readable.js";
import { scrollByKeys } from "../../dom/scrollByKeys.js";

export interface DerivationOptions {
  readonly label: string;
  /** The id of a list of the page, whose items are the lines: mathematics and the words that justify it. */
  readonly list: string;
}

export interface Derivation extends Control<number> {
  /** What the derivation is of, as in "c(x)", and what each line comes to. */
  update(changes: { readonly name: string; readonly values: readonly number[] }): void;
}

/** Digits after the point of a line's value: all lines must agree in each. */
const digits = 6;

/**
 * A derivation: all of it at first, or line by line. Lines still to come keep their room, so nothing moves.
 * Its value is how many lines are shown.
 * @throws Error if the page has no such list
 */
export function derivation({ label, list: id }: DerivationOptions): Derivation {
  const list = document.getElementById(id);
  if (!(list instanceof HTMLOListElement)) throw new Error(`The page has no numbered list with the id ${id}.`);
  list.classList.add("derivation-steps");
  const items = [...list.children].filter((child): child is HTMLElement => child instanceof HTMLElement);
  layOutWhenIdle(...items);
  const last = items.length;
  let shown = last;

  const previous = button({ label: "Back", onClick: () => go(shown - 1) });
  const next = button({ label: "Next line", primary: true, onClick: () => go(shown === last ? 1 : shown + 1) });
  const all = button({ label: "Show all", onClick: () => go(last) });
  const status = element("span", { class: "derivation-status", role: "status" });
  const root = element(
    "section",
    { class: "derivation", "aria-label": label },
    list,
    element("div", { class: "run-row" }, previous, next, all, status)
  );
  keepInside(root);

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    // In a formula the arrows go through its letters.
    if (event.target instanceof Element && event.target.closest(".katex-display")) return;
    const target: Record<string, number> = {
      ArrowLeft: shown - 1,
      ArrowRight: shown + 1,
      Home: 1,
      End: last
    };
    if (target[event.key] === undefined) return;
    event.preventDefault();
    go(target[event.key]);
  });

  function go(to: number): void {
    const before = shown;
    show(to);
    if (shown !== before) emitInput(root);
  }

  function show(to: number): void {
    shown = Math.min(last, Math.max(1, Math.round(to) || 1));
    for (const [index, item] of items.entries()) {
      item.classList.toggle("derivation-later", index >= shown);
      if (index === shown - 1 && shown < last) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
    const focused = document.activeElement;
    previous.disabled = shown <= 1;
    all.disabled = shown === last;
    next.textContent = shown === last ? "Step through" : "Next line";
    if (focused instanceof HTMLButtonElement && focused.disabled) next.focus();
    status.textContent = `line ${shown} of ${last}`;
  }

  scrollByKeys(list.querySelectorAll<HTMLElement>(".katex-display"), "formula, wider than the screen");
  show(last);
  const values = items.map(() => element("p", { class: "derivation-value" }));
  return Object.assign(
    withValue(root, () => shown, show),
    {
      update(changes: { readonly name: string; readonly values: readonly number[] }) {
        for (const [index, item] of items.entries()) {
          const value = changes.values[index];
          values[index].replaceChildren(
            `by this line, ${changes.name} = `,
            element("strong", { class: "quantity" }, readable(value, digits))
          );
          if (!values[index].isConnected) item.append(values[index]);
        }
      }
    }
  );
}
