import { crc32OfBytes } from "../../rbm/checkpoint/crc32.js";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The signature, and the header's chunk of 13 bytes, which comes first in every PNG file. */
const headerEnd = 8 + 12 + 13;

/**
 * A PNG file with a text in it, as an iTXt chunk after the header (PNG specification, 11.3.3.4): UTF-8, not compressed.
 * @throws TypeError if the bytes are no PNG file
 */
export function pngWithText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  if (png.length < headerEnd || signature.some((byte, at) => png[at] !== byte))
    throw new TypeError("the bytes are no PNG file");
  const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(4 + body.length, crc32OfBytes(body));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, headerEnd));
  whole.set(chunk, headerEnd);
  whole.set(png.subarray(headerEnd), headerEnd + chunk.length);
  return whole;
}
