import { element } from "../../dom/element.js";
import { icon } from "../../dom/icon.js";

export interface Notices {
  readonly element: HTMLElement;
  /** @param action what the reader may do about it, as "Undo" */
  show(text: string, action?: { readonly label: string; readonly act: () => void }): void;
}

/** How long a notice stays, in milliseconds; one that the pointer or the focus is on stays longer. */
const stay = 8000;

/** Short messages at the foot of the page: what was done, and the way back. */
export function notices(): Notices {
  const root = element("div", { class: "notices", role: "status" });
  return {
    element: root,
    show(text, action) {
      const close = element("button", { type: "button", class: "icon-button", "aria-label": "Dismiss" }, icon("close"));
      const notice = element("div", { class: "notice" }, element("span", {}, text));
      if (action) {
        const act = element("button", { type: "button", class: "button button-small" }, action.label);
        act.addEventListener("click", () => {
          notice.remove();
          action.act();
        });
        notice.append(act);
      }
      notice.append(close);
      close.addEventListener("click", () => notice.remove());
      while (root.childElementCount > 2) root.firstElementChild!.remove();
      root.append(notice);
      const leave = (): void => {
        if (notice.matches(":hover, :focus-within")) setTimeout(leave, 1000);
        else notice.remove();
      };
      setTimeout(leave, stay);
    }
  };
}
