import type { ImagesSpec } from "../../../../notebook/values/figure.js";
import { imageGrid } from "../../../figures/image/imageGrid.js";
import { evenScale } from "../../../figures/image/images.js";
import type { Images, ImageScale } from "../../../figures/image/images.js";

/** Rows as images, by the grid of the chapter on digits; other images of the same layout are drawn in place. */
export function imagesView(first: ImagesSpec): { element: HTMLElement; update(figure: ImagesSpec): boolean } {
  const { label, colours, side, across } = first;
  const root = imageGrid({
    ...{ label, colours, side, images: imagesOf(first), scale: scaleOf(first) },
    ...(across === null ? {} : { across })
  });
  return {
    element: root,
    update(next) {
      const isSame = next.label === label && next.colours === colours && next.side === side && next.across === across;
      if (isSame) root.update({ images: imagesOf(next), scale: scaleOf(next) });
      return isSame;
    }
  };
}

function imagesOf({ rows, columns, count, values }: ImagesSpec): Images {
  return { rows, columns, count, values };
}

function scaleOf({ scale, like, ...images }: ImagesSpec): ImageScale {
  return scale ?? evenScale(like ? { ...images, values: like } : images);
}
