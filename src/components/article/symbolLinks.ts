import { element } from "../dom/element.js";
import { symbolMeanings, symbolValueText } from "./symbolMeanings.js";

const marked = "[data-symbol]";

/**
 * Links the letters of the model: the one that is pointed at, touched or reached by keys lights up wherever it stands
 * on the page, in prose, formulas, code and figures, and a card gives its meaning, its shape and its present value.
 * A formula is one tab stop; its arrow keys go through its letters.
 */
export function linkSymbols(root: HTMLElement): void {
  const card = element("div", { class: "symbol-card", role: "status", hidden: true });
  root.append(card);
  let lit: string | null = null;

  function light(name: string | null): void {
    if (name === lit) {
      if (name) describe(name);
      return;
    }
    for (const each of root.querySelectorAll(".lit")) each.classList.remove("lit");
    lit = name && name in symbolMeanings ? name : null;
    card.hidden = lit === null;
    if (!lit) return;
    for (const each of root.querySelectorAll(`[data-symbol="${lit}"]`)) each.classList.add("lit");
    describe(lit);
  }

  function describe(name: string): void {
    const { letter, meaning, shape } = symbolMeanings[name];
    const value = symbolValueText(name);
    card.replaceChildren(
      element("b", {}, letter),
      ` ${meaning}. `,
      element("span", { class: "shape" }, shape),
      value ? element("span", { class: "symbol-value" }, ` now ${value}`) : ""
    );
  }

  const nameAt = (target: EventTarget | null) =>
    target instanceof Element ? (target.closest(marked)?.getAttribute("data-symbol") ?? null) : null;

  root.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") light(nameAt(event.target));
  });
  root.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse") light(nameAt(event.target));
  });
  root.addEventListener("focusin", (event) => light(nameAt(event.target)));
  root.addEventListener("input", () => lit && describe(lit));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && lit) return light(null);
    const formula = event.target instanceof Element ? event.target.closest(".katex-display") : null;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!formula || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    const letters = [...new Set([...formula.querySelectorAll(marked)].map(nameAt))];
    if (letters.length === 0) return;
    event.preventDefault();
    const next = letters.indexOf(lit) + step;
    light(letters[(next + letters.length) % letters.length]);
  });

  for (const formula of root.querySelectorAll(".katex-display")) {
    if (!formula.querySelector(marked)) continue;
    formula.setAttribute("tabindex", "0");
    formula.setAttribute("role", "group");
    formula.setAttribute("aria-label", "formula; the arrow keys go through its letters");
  }
}
