import { element } from "../dom/element.js";
import { symbolMeanings, symbolValueText } from "./symbolMeanings.js";

const marked = "[data-symbol]";

/** How long a card stays when the pointer has left its letter, in milliseconds: time to reach the card (WCAG 1.4.13). */
const stays = 700;

/**
 * Links the letters of the model: the one that is pointed at, touched or reached by keys lights up wherever it stands
 * on the page, in prose, formulas, code and figures, and a card gives its meaning, its shape and its present value.
 * A formula is one tab stop; its arrow keys go through its letters. Escape puts the card away.
 */
export function linkSymbols(root: HTMLElement): void {
  // It is there from the start, and empty: what a status says is read out when it changes, not when it appears.
  const card = element("div", { class: "symbol-card", role: "status" });
  root.append(card);
  let lit: string | null = null;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  function light(name: string | null): void {
    clearTimeout(leaving);
    if (name === lit) {
      if (name) describe(name);
      return;
    }
    for (const each of root.querySelectorAll(".lit")) each.classList.remove("lit");
    lit = name && name in symbolMeanings ? name : null;
    if (!lit) return card.replaceChildren();
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

  function leave(): void {
    clearTimeout(leaving);
    leaving = setTimeout(light, stays, null);
  }

  const nameAt = (target: EventTarget | null) =>
    target instanceof Element ? (target.closest(marked)?.getAttribute("data-symbol") ?? null) : null;

  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const name = nameAt(event.target);
    if (name) light(name);
    else if (event.target instanceof Node && card.contains(event.target)) clearTimeout(leaving);
    else if (nameAt(event.relatedTarget) || card.contains(event.relatedTarget as Node | null)) leave();
  });
  root.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && lit) leave();
  });
  root.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" && !card.contains(event.target as Node)) light(nameAt(event.target));
  });
  root.addEventListener("focusin", ({ target }) => {
    // A formula that is clicked gets the focus; the letter in it that was clicked stays lit.
    const formula = target instanceof Element && target.matches(".katex-display") ? target : null;
    if (!lit || !formula?.querySelector(`[data-symbol="${lit}"]`)) light(nameAt(target));
  });
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) light(null);
  });
  root.addEventListener("input", () => lit && describe(lit));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") light(null);
  });
  root.addEventListener("keydown", (event) => {
    const formula = event.target instanceof Element ? event.target.closest(".katex-display") : null;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!formula || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    const places = [...formula.querySelectorAll(marked)];
    const letters = [...new Set(places.map(nameAt))];
    if (letters.length === 0) return;
    event.preventDefault();
    const at = letters.indexOf(lit);
    const next = at < 0 ? (step > 0 ? 0 : letters.length - 1) : (at + step + letters.length) % letters.length;
    light(letters[next]);
    places.find((place) => nameAt(place) === lit)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  for (const formula of root.querySelectorAll(".katex-display")) {
    if (!formula.querySelector(marked)) continue;
    formula.setAttribute("tabindex", "0");
    formula.setAttribute("role", "group");
    formula.setAttribute("aria-label", "formula; the arrow keys go through its letters");
  }
}
