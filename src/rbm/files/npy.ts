import { DataError } from "../errors.js";
import { packPoints } from "../shapes.js";
import type { Points, Rows } from "../shapes.js";

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Points as an NPY file, version 1.0, float64, C order: numpy.load reads it.
 * @throws ShapeError, ValueError
 */
export function npyOf(data: Rows): Uint8Array<ArrayBuffer> {
  const { n, count, values } = packPoints(data, "data");
  const described = `{'descr': '<f8', 'fortran_order': False, 'shape': (${count}, ${n}), }`;
  // The data start at a multiple of 64 bytes; the header ends with a line feed.
  const header = described.padEnd(64 * Math.ceil((described.length + 11) / 64) - 11) + "\n";
  const bytes = new Uint8Array(10 + header.length + 8 * values.length);
  bytes.set([...magic, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  const view = new DataView(bytes.buffer, 10 + header.length);
  values.forEach((value, at) => view.setFloat64(8 * at, value, true));
  return bytes;
}

/** Whether bytes begin as an NPY file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/**
 * Points of an NPY file: float32 or float64, little-endian, C order, (count, n).
 * @throws DataError, which says what the file has and what it must have
 */
export function pointsFromNpy(bytes: Uint8Array): Points {
  if (bytes.length < 12 || !isNpy(bytes)) throw new DataError("this is no NPY file");
  const version = bytes[6];
  if (version < 1 || version > 3) throw new DataError(`the NPY version is ${version}; versions 1 to 3 are read`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [length, start] = version === 1 ? [view.getUint16(8, true), 10] : [view.getUint32(8, true), 12];
  if (start + length > bytes.length) throw new DataError("the NPY file is cut short in its header");
  const header = new TextDecoder("latin1").decode(bytes.subarray(start, start + length));
  const format = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  if (format !== "<f8" && format !== "<f4")
    throw new DataError(`the NPY file holds numbers of type ${format ?? "unknown"}; it must be <f8 or <f4`);
  if (!/'fortran_order':\s*False/.test(header)) throw new DataError("the NPY file is not in C order");
  const shape = /'shape':\s*\((\d+),\s*(\d+)\)/.exec(header);
  if (!shape) throw new DataError("the NPY file must hold an array of two axes, (count, n)");
  const [count, n] = [Number(shape[1]), Number(shape[2])];
  const size = format === "<f8" ? 8 : 4;
  const expected = count * n * size;
  if (!(count >= 1 && n >= 1)) throw new DataError(`the NPY file has shape (${count}, ${n}); it must hold a point`);
  if (bytes.length - start - length !== expected)
    throw new DataError(
      `the NPY file has ${bytes.length - start - length} bytes of numbers; its shape needs ${expected}`
    );
  const values = new Float64Array(count * n);
  for (let at = 0; at < values.length; at++) {
    const place = start + length + at * size;
    values[at] = size === 8 ? view.getFloat64(place, true) : view.getFloat32(place, true);
    if (!Number.isFinite(values[at]))
      throw new DataError(`row ${Math.floor(at / n) + 1}, value ${(at % n) + 1} is ${values[at]}; it must be finite`);
  }
  return { n, count, values };
}
