import { button } from "../controls/button.js";
import { choice } from "../controls/choice.js";
import type { Control } from "../controls/control.js";
import { downloadBytes, downloadText } from "../dom/download.js";
import { element } from "../dom/element.js";
import { drawPending } from "../dom/frameOnce.js";
import { errorBox } from "../dom/errorBox.js";

/** At the end of a page: each of its figures as SVG or PNG, with the settings that made it in the file. */
export function figureSaver(page: HTMLElement): HTMLElement {
  const place = element("div", {});
  const root = element(
    "details",
    { class: "figure-actions figure-saver" },
    element("summary", {}, "Save a figure"),
    place
  );
  root.addEventListener("toggle", () => {
    if (root.open) offer();
  });

  function offer(): void {
    // What nobody has come near is saved as well.
    drawPending();
    const figures = Array.from(page.querySelectorAll("figure")).filter(
      (figure) => figure.querySelector("[role=img]") && figure.getBoundingClientRect().height > 0
    );
    if (figures.length === 0) {
      place.replaceChildren(element("p", { class: "run-status" }, "No figure has been drawn on this page yet."));
      return;
    }
    const failure = errorBox();
    const which: Control<number> = choice({
      label: "Figure",
      kind: "select",
      options: figures.map((figure, at) => ({ value: at, label: nameOf(figure) }))
    });
    const save = (kind: "svg" | "png") => {
      failure.update(null);
      write(figures[which.value], kind).catch((error: unknown) => failure.update(error));
    };
    place.replaceChildren(
      which,
      element(
        "div",
        { class: "run-row" },
        button({ label: "Save as SVG", onClick: () => save("svg") }),
        button({ label: "Save as PNG", onClick: () => save("png") })
      ),
      failure
    );
  }
  return root;
}

const nameOf = (figure: Element) =>
  (figure.querySelector("[role=img]")?.getAttribute("aria-label") ?? "").split(". ")[0];

async function write(figure: HTMLElement, kind: "svg" | "png"): Promise<void> {
  const { figurePicture, pngOf, svgText } = await import("./figurePicture.js");
  const svg = figurePicture(figure);
  const name = nameOf(figure)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  if (kind === "svg") downloadText(`${name}.svg`, svgText(svg), "image/svg+xml");
  else downloadBytes(`${name}.png`, await pngOf(svg), "image/png");
}
