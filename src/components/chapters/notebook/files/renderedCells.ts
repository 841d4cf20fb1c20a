import type { Notebook } from "../../../../notebook/document/notebook.js";
import type { RenderedCells } from "../../../../notebook/files/html.js";
import { figurePicture, svgText } from "../../../figures/figurePicture.js";
import { pictureOf } from "../../../figures/pictureOf.js";

/** What each cell shows on the page now, as markup without scripts. @param list the cells as they stand on the page */
export function renderedCells(notebook: Notebook, list: HTMLElement): RenderedCells {
  const rendered = new Map<string, string>();
  for (const { id, kind } of notebook.cells) {
    const cell = list.querySelector(`#cell-${CSS.escape(id)}`);
    if (!cell) continue;
    const html = kind === "text" ? proseOf(cell) : resultOf(cell);
    if (html) rendered.set(id, html);
  }
  return rendered;
}

/** Text with its formulas as MathML, which a browser draws without KaTeX's styles and fonts. */
function proseOf(cell: Element): string {
  const view = cell.querySelector(".text-view")?.cloneNode(true) as HTMLElement | undefined;
  if (!view) return "";
  for (const formula of view.querySelectorAll(".katex")) {
    const math = formula.querySelector("math");
    if (math) formula.replaceWith(math);
  }
  return view.innerHTML;
}

function resultOf(cell: Element): string {
  const parts: string[] = [];
  const faults = cell.querySelector(".cell-faults")?.textContent?.trim();
  if (faults) parts.push(`<p>${escapedText(faults)}</p>`);
  const tags = [...cell.querySelectorAll(".result-tags > *")].map((tag) =>
    [...tag.childNodes].map(({ textContent }) => textContent).join(" ")
  );
  if (tags.length > 0) parts.push(`<p>${escapedText(tags.join(" · "))}</p>`);
  const body = cell.querySelector(".result-body");
  if (!body) return parts.join("\n");
  // A player's controls are no results.
  const control = [...body.querySelectorAll(".control")].find((each) => !each.closest(".player"));
  if (control) {
    const label = control.querySelector(".control-label, legend, label")?.textContent ?? "";
    const box = control.querySelector<HTMLInputElement>(
      "input[type=text], select, input:checked, input[type=checkbox]"
    );
    const value = box?.type === "checkbox" ? (box.checked ? "yes" : "no") : (box?.value ?? "");
    parts.push(`<p>${escapedText(label)}: ${escapedText(value)}</p>`);
  }
  for (const picture of body.querySelectorAll(".plane-picture, .angle-chart svg")) {
    parts.push(svgText(drawn(picture)));
  }
  for (const table of body.querySelectorAll("table")) {
    const copy = table.cloneNode(true) as HTMLElement;
    for (const each of copy.querySelectorAll("*"))
      for (const { name } of [...each.attributes]) each.removeAttribute(name);
    parts.push(copy.outerHTML);
  }
  const cut = cutShort(body);
  if (cut) parts.push(`<p>${escapedText(cut)}</p>`);
  for (const note of body.querySelectorAll(".value-text, .tensor-number, figcaption"))
    parts.push(`<p>${escapedText(note.textContent ?? "")}</p>`);
  return parts.join("\n");
}

/** A figure with its legend, and with what lies over it. */
function drawn(picture: Element): SVGSVGElement {
  const figure = picture.closest<HTMLElement>("figure.plane, figure.chart");
  if (figure) return figurePicture(figure);
  return pictureOf(picture.matches("svg") ? picture.parentElement! : picture);
}

/** Which part of an array is shown, and the range of all of it; nothing if it is small. */
function cutShort(body: Element): string {
  const note = body.querySelector(".tensor-note")?.cloneNode(true) as HTMLElement | undefined;
  const more = note?.querySelector<HTMLElement>("button");
  if (!note || !more) return note?.textContent ?? "";
  const rows = more.hidden ? "" : `The first ${body.querySelectorAll("tr").length} rows.`;
  more.remove();
  return [rows, note.textContent?.trim()].filter(Boolean).join(" ");
}

function escapedText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
