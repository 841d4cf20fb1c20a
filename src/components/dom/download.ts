import { element } from "./element.js";

/** Gives the reader a text as a file. */
export function downloadText(name: string, text: string, type: string): void {
  download(name, text, type);
}

/** Gives the reader bytes as a file. */
export function downloadBytes(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  download(name, bytes, type);
}

function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
