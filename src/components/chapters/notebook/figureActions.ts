import type { Notebook } from "../../../notebook/document/notebook.js";
import { element, uniqueId } from "../../dom/element.js";
import { errorBox, messageOf } from "../../dom/errorBox.js";

/** Few open a figure: what hands it over is loaded then. */
const handing = () => import("./handOver.js");

/**
 * What a reader can do with a figure beside looking at it: open it in the notebook, or see in place the cells that make
 * it, with the values that the page's controls have at that moment.
 * @param figure what it is called, for who hears the page @param notebook the cells that draw it, by the present values
 */
export function figureActions(figure: string, notebook: () => Notebook | Promise<Notebook>): HTMLElement {
  const placeId = uniqueId("made");
  const link = element(
    "a",
    { class: "figure-action", href: "./notebook", "aria-label": `Open in the notebook: ${figure}` },
    "Open in the notebook"
  );
  const how = element(
    "button",
    {
      type: "button",
      class: "figure-action",
      "aria-label": `How this is made: ${figure}`,
      "aria-expanded": "false",
      "aria-controls": placeId
    },
    "How this is made"
  );
  const place = element("div", { id: placeId, class: "figure-made", hidden: true });
  const fault = errorBox();
  const root = element(
    "div",
    { class: "figure-actions" },
    element("div", { class: "run-row" }, link, how),
    fault,
    place
  );
  let close: (() => void) | null = null;

  let fitsAddress = true;
  /** By the values of this moment; a notebook that can't be made yet says so by a throw. */
  const madeNow = async () => notebook();

  // The address is worked out where it may be needed next, so that a middle click or "copy link" finds it too.
  for (const type of ["pointerenter", "focus"])
    link.addEventListener(
      type,
      () =>
        void Promise.all([handing(), madeNow()])
          .then(([{ addressOf }, made]) => addressOf(made))
          .then((to) => {
            fitsAddress = to !== null;
            link.href = to ?? "./notebook";
          })
          .catch(() => undefined)
    );
  link.addEventListener("click", (event) => {
    const beside = event.ctrlKey || event.metaKey || event.shiftKey;
    if (beside && fitsAddress) return;
    event.preventDefault();
    fault.update(null);
    open().then(
      (to) => (beside ? window.open(to) : location.assign(to)),
      (error: unknown) => fault.update(`This can't be opened: ${messageOf(error)}`)
    );
  });

  async function open(): Promise<string> {
    const [{ handOver }, made] = await Promise.all([handing(), madeNow()]);
    return await handOver(made);
  }

  how.addEventListener("click", () => {
    const opens = place.hidden;
    how.setAttribute("aria-expanded", String(opens));
    place.hidden = !opens;
    fault.update(null);
    close?.();
    close = null;
    place.replaceChildren();
    if (!opens) return;
    place.append(element("p", { class: "run-status", role: "status" }, "Loading the cells…"));
    Promise.all([import("./madeView.js"), madeNow()]).then(
      ([{ madeView }, made]) => {
        if (place.hidden) return;
        const view = madeView(made);
        close = view.close;
        place.replaceChildren(view.element);
      },
      (error: unknown) => {
        place.replaceChildren();
        place.hidden = true;
        how.setAttribute("aria-expanded", "false");
        fault.update(`The cells can't be shown: ${messageOf(error)}`);
      }
    );
  });
  return root;
}
