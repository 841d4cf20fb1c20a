import { DataError } from "../errors.js";
import type { Machine } from "../model/machine.js";
import { expectFinite, machineOfTensors, tensorNames } from "./machineTensors.js";
import type { Tensor } from "./machineTensors.js";

/**
 * A machine as a safetensors file: b (n,), log_sigma_squared (n,), W (n, m), d (m,), float32 unless a number would lose
 * digits by it, then float64: what comes back is the same machine bit for bit. In PyTorch:
 * model.load_state_dict(safetensors.torch.load_file("machine.safetensors")).
 */
export function safetensorsOf(machine: Machine): Uint8Array<ArrayBuffer> {
  const { n, m } = machine;
  const shapes = { b: [n], logSigma2: [n], W: [n, m], d: [m] };
  const fields = Object.keys(tensorNames) as (keyof typeof tensorNames)[];
  const single = fields.every((field) => machine[field].every((value) => Object.is(Math.fround(value), value)));
  const size = single ? 4 : 8;
  let offset = 0;
  const entries: [string, unknown][] = [["__metadata__", { format: "pt" }]];
  for (const field of fields) {
    const end = offset + size * machine[field].length;
    entries.push([
      tensorNames[field][0],
      { dtype: single ? "F32" : "F64", shape: shapes[field], data_offsets: [offset, end] }
    ]);
    offset = end;
  }
  const text = JSON.stringify(Object.fromEntries(entries));
  // The header is padded with spaces to a multiple of 8 bytes, so that the numbers are aligned.
  const header = new TextEncoder().encode(text.padEnd(8 * Math.ceil(text.length / 8)));
  const bytes = new Uint8Array(8 + header.length + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let place = 8 + header.length;
  for (const field of fields)
    for (const value of machine[field]) {
      if (single) view.setFloat32(place, value, true);
      else view.setFloat64(place, value, true);
      place += size;
    }
  return bytes;
}

/**
 * A machine of a safetensors file with tensors b, log_sigma_squared (or logSigma2, log_var), W and d, float32 or float64.
 * @throws DataError, which names the tensor, if the file is cut short or altered, or a tensor missing, of another shape
 * or not finite
 */
export function machineFromSafetensors(bytes: Uint8Array): Machine {
  const { header, start } = readHeader(bytes);
  const names = Object.keys(header).filter((name) => name !== "__metadata__");
  return machineOfTensors(names, (name) => readTensor(bytes, start, name, header[name]));
}

/** The largest header read: a machine's takes 300 bytes. */
const greatestHeader = 1_000_000;

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8) throw new DataError(`the file has ${bytes.length} bytes; a safetensors file has at least 8`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > greatestHeader)
    throw new DataError(`the header would be ${length} bytes long: this is no machine's file`);
  if (8 + length > bytes.length) throw new DataError("the file is cut short in its header");
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch (error) {
    throw new DataError(`the header is no JSON: ${(error as Error).message}`);
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw new DataError("the header must be an object");
  return { header: header as Record<string, unknown>, start: 8 + length };
}

function readTensor(bytes: Uint8Array, start: number, name: string, entry: unknown): Tensor {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (dtype !== "F32" && dtype !== "F64")
    throw new DataError(`${name} is of type ${String(dtype)}; it must be F32 or F64`);
  if (!isWholeNumbers(shape) || shape.length < 1 || shape.length > 2)
    throw new DataError(`${name} has no shape of one or two axes`);
  if (!isWholeNumbers(offsets) || offsets.length !== 2)
    throw new DataError(`${name} has no data_offsets of two numbers`);
  const size = dtype === "F32" ? 4 : 8;
  const count = shape.reduce((product, axis) => product * axis, 1);
  const [from, to] = offsets;
  if (count < 1 || to - from !== count * size)
    throw new DataError(`${name} has ${to - from} bytes; its shape (${shape.join(", ")}) needs ${count * size}`);
  if (start + to > bytes.length) throw new DataError(`the file is cut short in ${name}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start + from, to - from);
  const values = new Float64Array(count);
  for (let at = 0; at < count; at++)
    values[at] = size === 4 ? view.getFloat32(4 * at, true) : view.getFloat64(8 * at, true);
  expectFinite(name, values);
  return { shape, values };
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && (each as number) >= 0);
}
