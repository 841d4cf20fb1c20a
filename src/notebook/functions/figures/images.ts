import { LanguageError } from "../../../language/languageError.js";
import { shapeText } from "../../../language/tensor/tensor.js";
import type { ImagesSpec } from "../../values/figure.js";
import type { FigureValue } from "../../values/value.js";
import type { Arguments } from "../arguments.js";
import type { HostFunction } from "../hostFunction.js";

const byName = true;

/** Most pixels of a figure, and most images. */
const mostPixels = 2e6;
const mostImages = 2000;

export const images: HostFunction = {
  name: "images",
  group: "figures",
  makes: "figure",
  description: "rows as grey images side by side, 0 paper and 1 ink; weights in two colours with signed = true",
  parameters: [
    {
      name: "x",
      description:
        "a row for each image, (count, pixels); one image (pixels,); of (steps, chains, pixels) the last step"
    },
    { name: "rows", description: "pixels down; a square's side unless given", default: "√pixels", byName },
    { name: "across", description: "images in a row at most", default: "as many as fit", byName },
    { name: "side", description: "of an image at best, in CSS pixels", default: "56", byName },
    { name: "low", description: "the value of paper", default: "0", byName },
    { name: "high", description: "the value of ink", default: "1", byName },
    {
      name: "signed",
      description: "true: blue below zero, orange above, evenly as far as the values go",
      default: "false",
      byName
    },
    { name: "like", description: "where signed: numbers whose scale is taken", default: "x", byName },
    { name: "label", description: "what the figure is", default: '""', byName }
  ],
  call(args): FigureValue {
    const argument = args.get("x")!;
    const { shape, values } = lastStep(args);
    const [count, pixels] = shape.length === 1 ? [1, shape[0]] : shape;
    if (count > mostImages || values.length > mostPixels) {
      throw args.error(
        `At most ${mostImages.toLocaleString("en")} images of ${mostPixels.toLocaleString("en")} pixels together are shown; these are ${count.toLocaleString("en")} of ${pixels.toLocaleString("en")} pixels each.`,
        argument.span
      );
    }
    const rows = args.number("rows", Math.round(Math.sqrt(pixels)), { min: 1, max: pixels, integer: true });
    if (pixels % rows !== 0) {
      throw args.error(
        args.get("rows")
          ? `${pixels} pixels can't be laid out in ${rows} rows.`
          : `${pixels} pixels make no square: say how many are down, as in images(x, rows = 4).`,
        args.get("rows")?.span ?? argument.span
      );
    }
    const signed = args.boolean("signed", false);
    const [low, high] = [args.number("low", 0), args.number("high", 1)];
    if (!(low < high) || !Number.isFinite(high - low)) {
      throw args.error(`low has to be below high; they are ${low} and ${high}.`);
    }
    const figure: ImagesSpec = {
      kind: "images",
      label: args.text("label", argument.label ?? "Images"),
      rows,
      columns: pixels / rows,
      count,
      values,
      colours: signed ? "signed" : "ink",
      scale: signed ? null : { low, high },
      like: args.tensor("like")?.values ?? null,
      side: args.number("side", 56, { min: 4, max: 1000 }),
      across: args.get("across") ? args.number("across", 1, { min: 1, max: mostImages, integer: true }) : null
    };
    return { kind: "figure", figure };
  }
};

/** (count, pixels) or (pixels,); of (steps, chains, pixels) the last step. */
function lastStep(args: Arguments): { readonly shape: readonly number[]; readonly values: Float64Array } {
  const argument = args.get("x")!;
  const { shape, values } = args.tensorOf(argument, "x");
  if (values.length > 0 && shape.length === 3) {
    return { shape: shape.slice(1), values: values.subarray((shape[0] - 1) * shape[1] * shape[2]) };
  }
  if (values.length > 0 && (shape.length === 1 || shape.length === 2)) return { shape, values };
  throw new LanguageError(
    "shape",
    `x has a row for each image, (count, pixels); this has the shape ${shapeText(shape)}.`,
    argument.span
  );
}
