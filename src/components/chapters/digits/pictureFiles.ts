import { decodeText } from "../../../rbm/data/decodeText.js";
import { element } from "../../dom/element.js";
import { imagesFromCSV } from "./imagesFromCSV.js";
import type { LabelledPictures } from "./imagesFromCSV.js";
import { imageLimits } from "./ownImageSet.js";
import type { GreyPicture } from "./shrinkImage.js";

/**
 * Pictures of files that the reader dropped or chose: images, or one CSV.
 * @throws Error that names the file and what is wrong with it
 */
export async function picturesOfFiles(files: readonly File[]): Promise<LabelledPictures> {
  if (files.length === 0) throw new Error("No file was given.");
  const large = files.find(({ size }) => size > imageLimits.fileBytes);
  if (large) throw new Error(`${large.name} has ${large.size} bytes; at most ${imageLimits.fileBytes} are taken.`);
  const isText = ({ name, type }: File) => /\.(csv|tsv|txt)$/i.test(name) || type.startsWith("text/");
  if (files.some(isText)) {
    if (files.length > 1) throw new Error(`${files.length} files were given; a CSV comes alone.`);
    return named(files[0], async (file) => imagesFromCSV(decodeText(new Uint8Array(await file.arrayBuffer()))));
  }
  if (files.length > imageLimits.most)
    throw new Error(`${files.length} files were given; there may be ${imageLimits.most}.`);
  const pictures: GreyPicture[] = [];
  for (const file of files) pictures.push(await named(file, greyPicture));
  return { pictures, labels: null };
}

async function named<T>(file: File, read: (file: File) => Promise<T>): Promise<T> {
  try {
    return await read(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file.name}: ${why}`, { cause: error });
  }
}

/** The luminance of an image file; what is transparent is white. */
async function greyPicture(file: File): Promise<GreyPicture> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error("is no image that this browser can read.");
  });
  const { width, height } = bitmap;
  // No more pixels than a square of 28 needs: a photograph is shrunk on the way.
  const factor = Math.min(1, 224 / Math.min(width, height));
  const [columns, rows] = [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
  const canvas = element("canvas", { width: columns, height: rows });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("could not be drawn.");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, columns, rows);
  context.drawImage(bitmap, 0, 0, columns, rows);
  bitmap.close();
  const { data } = context.getImageData(0, 0, columns, rows);
  const values = Float32Array.from({ length: rows * columns }, (_, at) => {
    return (0.2126 * data[4 * at] + 0.7152 * data[4 * at + 1] + 0.0722 * data[4 * at + 2]) / 255;
  });
  return { rows, columns, values };
}
