import { element, uniqueId } from "../dom/element.js";

/** A "?" that opens the list of a player's keys; Escape or a click elsewhere closes it. */
export function playerHelp(unit: string): HTMLElement {
  const keys: [string[], string][] = [
    [["Space"], "play, pause"],
    [["←", "→"], `one ${unit} back, on`],
    [["Page Down", "Page Up"], "a tenth back, on"],
    [["Home", "End"], `first, last ${unit}`],
    [["−", "+"], "slower, faster"]
  ];
  const list = element("dl", { class: "keys" });
  for (const [names, meaning] of keys) {
    const term = element("dt");
    for (const name of names) term.append(element("kbd", {}, name), " ");
    list.append(term, element("dd", {}, meaning));
  }
  const panel = element("div", { class: "popover", id: uniqueId("keys"), hidden: true }, list);
  const opener = element(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "Keys",
      title: "Keys",
      "aria-expanded": "false",
      "aria-controls": panel.id
    },
    "?"
  );
  const root = element("div", { class: "player-help" }, opener, panel);
  const away = (event: Event) => {
    if (!root.contains(event.target as Node)) open(false);
  };
  function open(show: boolean): void {
    panel.hidden = !show;
    opener.setAttribute("aria-expanded", String(show));
    if (show) document.addEventListener("pointerdown", away);
    else document.removeEventListener("pointerdown", away);
  }
  opener.addEventListener("click", () => open(panel.hidden));
  root.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !root.contains(event.relatedTarget as Node)) open(false);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    open(false);
    opener.focus();
    event.stopPropagation();
  });
  return root;
}
