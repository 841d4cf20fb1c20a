import { DataError } from "../errors.js";

/**
 * The text of a file: UTF-16 as Excel's "Unicode text" has it, UTF-8, or, where that is none, the Windows code page of
 * Western Europe.
 * @throws DataError if the file is a ZIP archive, as workbooks are, or has other signs of being no text
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    throw new DataError("it is a ZIP archive, as .xlsx and .pt files are, and no text; save a workbook as CSV");
  const text = new TextDecoder(utf16Of(bytes) ?? "utf-8").decode(bytes);
  if (text.includes("\0")) throw new DataError("it holds zero bytes, so it is no text");
  return text.includes("\uFFFD") && !isUtf8(bytes) ? new TextDecoder("windows-1252").decode(bytes) : text;
}

/** By its byte order mark, or by the zeros that every second byte of numbers and Latin letters is. */
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const pairs = Math.min(500, bytes.length >> 1);
  const zeros = [0, 0];
  for (let at = 0; at < 2 * pairs; at++) if (bytes[at] === 0) zeros[at % 2]++;
  if (pairs === 0 || Math.max(...zeros) < 0.7 * pairs || Math.min(...zeros) > 0) return null;
  return zeros[1] > 0 ? "utf-16le" : "utf-16be";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
