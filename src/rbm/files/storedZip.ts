import { DataError } from "../errors.js";

const [endOfDirectory, directoryEntry, localEntry] = [0x06054b50, 0x02014b50, 0x04034b50];

/**
 * The files of a zip archive that stores them as they are, as torch.save writes it: path → bytes.
 * By the central directory of APPNOTE.TXT 6.3, without zip64.
 * @throws DataError if the archive is cut short, altered, or packs a file
 */
export function storedFiles(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let k = 0; k < count; k++) {
    if (at + 46 > end || view.getUint32(at, true) !== directoryEntry)
      throw new DataError(`entry ${k + 1} of the archive's directory can't be read`);
    const [packing, size, stored] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), at + 24];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (packing !== 0 || view.getUint32(stored, true) !== size)
      throw new DataError(`${name} is packed in the archive; torch.save stores its files as they are`);
    const local = view.getUint32(at + 42, true);
    if (local + 30 > bytes.length || view.getUint32(local, true) !== localEntry)
      throw new DataError(`${name} is not where the archive's directory says`);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + size > bytes.length) throw new DataError(`the file is cut short in ${name}`);
    files.set(name, bytes.subarray(start, start + size));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

/** Where the record stands that ends an archive: the last one that leaves room for the comment that it tells. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === endOfDirectory) return at;
  throw new DataError("the archive has no directory at its end; it may be cut short");
}
