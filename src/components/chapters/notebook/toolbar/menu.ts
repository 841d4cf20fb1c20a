import { element, uniqueId } from "../../../dom/element.js";

/** An entry of a menu; a string is a heading over those that follow. */
export type MenuItem = MenuEntry | string;

export interface MenuEntry {
  readonly label: string;
  /** the key that does the same */
  readonly key?: string;
  /** what is said under it */
  readonly note?: string;
  readonly disabled?: boolean;
  /** whether it is the one chosen, where there is one */
  readonly checked?: boolean;
  readonly act: () => void;
}

export interface MenuOptions {
  readonly label: string | SVGSVGElement;
  /** the accessible name, where the label does not say enough */
  readonly name?: string;
  readonly className?: string;
  /** asked each time it opens */
  readonly items: () => readonly MenuItem[];
}

export interface Menu {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  open(): void;
}

/** A button that opens a list of things to do; arrow keys, Home, End, Escape and first letters work as in any menu. */
export function menu({ label, name, className, items }: MenuOptions): Menu {
  const id = uniqueId("menu");
  const opener = element(
    "button",
    {
      type: "button",
      class: className ?? "button button-small",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": name ?? null
    },
    label
  );
  const list = element("div", {
    class: "menu",
    id,
    role: "menu",
    "aria-label": name ?? opener.textContent,
    hidden: true
  });
  const root = element("div", { class: "menu-root" }, opener, list);
  opener.setAttribute("aria-controls", id);

  const choices = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[role^=menuitem]")];

  function open(): void {
    list.replaceChildren(...items().map(itemView));
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    place();
    choices()[0]?.focus();
    document.addEventListener("pointerdown", away, true);
  }

  /**
   * Below the button, to the left where there is no room at the right, and above where there is more room than below.
   * What is taller than its room scrolls: above the page's beginning nothing can be reached.
   */
  function place(): void {
    list.style.cssText = "";
    const box = list.getBoundingClientRect();
    if (box.right > document.documentElement.clientWidth - 8) list.style.cssText += "left:auto;right:0;";
    const { top, bottom } = opener.getBoundingClientRect();
    const gap = 12;
    const [over, under] = [top - gap, innerHeight - bottom - gap];
    if (box.height <= under) return;
    if (over > under) list.style.cssText += "top:auto;bottom:calc(100% + 4px);";
    list.style.cssText += `max-height:${Math.min(box.height, Math.max(over, under))}px;`;
  }

  function close(focus: boolean): void {
    if (list.hidden) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", away, true);
    if (focus) opener.focus();
  }

  const away = (event: Event): void => {
    if (!root.contains(event.target as Node)) close(false);
  };

  function itemView(item: MenuItem): HTMLElement {
    if (typeof item === "string") return element("div", { class: "menu-heading", role: "presentation" }, item);
    const { checked, disabled } = item;
    const entry = element(
      "button",
      {
        type: "button",
        class: "menu-item",
        role: checked === undefined ? "menuitem" : "menuitemradio",
        tabindex: -1,
        "aria-checked": checked === undefined ? null : String(checked),
        "aria-disabled": disabled ? "true" : null,
        "aria-keyshortcuts": item.key ?? null
      },
      element("span", {}, item.label, item.note ? element("span", { class: "note-text" }, item.note) : null),
      item.key ? element("kbd", { "aria-hidden": "true" }, item.key) : null
    );
    entry.addEventListener("click", () => {
      if (disabled) return;
      close(true);
      item.act();
    });
    return entry;
  }

  opener.addEventListener("click", () => (list.hidden ? open() : close(true)));
  opener.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || event.altKey || !list.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  });
  list.addEventListener("keydown", (event) => {
    const all = choices();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const places: Record<string, number> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1
    };
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      close(true);
    } else if (event.key === "Tab") close(false);
    else if (places[event.key] !== undefined) {
      event.preventDefault();
      all[places[event.key]]?.focus();
    } else if (event.key.length === 1 && event.key !== " ") {
      const wanted = event.key.toLowerCase();
      const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      order.find((each) => each.textContent.toLowerCase().startsWith(wanted))?.focus();
    }
  });
  root.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !root.contains(event.relatedTarget as Node)) close(false);
  });
  return { element: root, button: opener, open };
}
