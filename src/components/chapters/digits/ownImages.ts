import { button } from "../../controls/button.js";
import { choice } from "../../controls/choice.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { slider } from "../../controls/slider.js";
import { dropTarget } from "../../controls/dropTarget.js";
import { element, uniqueId } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { imageGrid } from "../../figures/image/imageGrid.js";
import { noImages } from "../../figures/image/images.js";
import { imagesOf } from "../../sources/imageSet.js";
import type { ImageSet } from "../../sources/imageSet.js";
import type { LabelledPictures } from "./imagesFromCSV.js";
import { imageLimits, ownImageSet } from "./ownImageSet.js";
import { picturesOfFiles } from "./pictureFiles.js";

const shownImages = 40;

/** Images of the reader's own, from files; its value is the set that was last put to use, null before. */
export function ownImages(): Control<ImageSet | null> {
  const { fewest, most, leastSide, greatestSide, fileBytes } = imageLimits;
  let pictures: LabelledPictures | null = null;
  let ready: ImageSet | null = null;
  let used: ImageSet | null = null;

  const noteId = uniqueId("note");
  const file = element("input", {
    type: "file",
    multiple: true,
    accept: "image/png,image/jpeg,image/webp,image/gif,.csv,.tsv,.txt",
    "aria-label": "Your own images: PNG files, or one CSV",
    "aria-describedby": noteId
  });
  const side = slider({
    label: "Scaled to a side of",
    min: leastSide,
    max: greatestSide,
    integer: true,
    value: 8,
    units: "pixels"
  });
  const ink = choice<"dark" | "light">({
    label: "What counts as ink",
    options: [
      { value: "dark", label: "Dark" },
      { value: "light", label: "Light" }
    ]
  });
  const preview = imageGrid({ label: "Your images, as the machine would see them", images: noImages(8, 8), side: 40 });
  const status = element("p", { class: "run-status", role: "status" });
  const use = button({ label: "Train on these", primary: true, onClick: () => put(ready) });
  use.disabled = true;
  const failure = errorBox();
  const root = element(
    "div",
    { class: "control paste digits-own" },
    element(
      "p",
      { class: "control-note", id: noteId },
      `Drop PNG files here, or choose them: from ${fewest} to ${most} images, at most ${fileBytes / 1e6} MB a file. ` +
        `Each is cropped to its middle square and scaled to ${leastSide} × ${leastSide} up to ${greatestSide} × ${greatestSide} pixels of grey. ` +
        "Or one CSV: an image a line, side × side numbers row by row, with a label of 0 to 9 after them if you have one. Nothing leaves this browser."
    ),
    element("div", { class: "run-row" }, file),
    element("div", { class: "digits-three" }, side, ink),
    status,
    failure,
    preview,
    element("div", { class: "run-row" }, use)
  );
  keepInside(root);

  async function take(files: readonly File[]): Promise<void> {
    status.textContent = "Reading …";
    try {
      pictures = await picturesOfFiles(files);
      // A CSV's numbers are ink as a rule, a picture's are light.
      ink.value = files.length === 1 && /\.(csv|tsv|txt)$/i.test(files[0].name) ? "light" : "dark";
      show();
    } catch (error) {
      refuse(error);
    }
  }

  function show(): void {
    if (!pictures) return;
    try {
      ready = ownImageSet(pictures, { side: side.value, darkInk: ink.value === "dark" });
    } catch (error) {
      return refuse(error);
    }
    failure.update(null);
    use.disabled = false;
    const { train, test } = ready;
    preview.update({ images: imagesOf(ready, train, 0, Math.min(shownImages, train.count)) });
    status.textContent = `${train.count} images to train on, ${test?.count ?? 0} held out.`;
  }

  function refuse(error: unknown): void {
    status.textContent = "";
    failure.update(error);
  }

  function put(images: ImageSet | null): void {
    used = images;
    emitInput(root);
  }

  file.addEventListener("input", () => {
    const files = Array.from(file.files ?? []);
    // The same files, mended, may be chosen again.
    file.value = "";
    void take(files);
  });
  for (const each of [side, ink]) each.addEventListener("input", show);
  dropTarget(root, ({ files: dropped }) => void take(Array.from(dropped)));
  return withValue<ImageSet | null, HTMLDivElement>(
    root,
    () => used,
    (next) => (used = next)
  );
}
