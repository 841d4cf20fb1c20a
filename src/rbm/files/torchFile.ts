import { DataError } from "../errors.js";
import type { Machine } from "../model/machine.js";
import { expectFinite, machineOfTensors } from "./machineTensors.js";
import type { Tensor } from "./machineTensors.js";
import { stateDictOf } from "./stateDict.js";
import type { PickledTensor } from "./stateDict.js";
import { storedFiles } from "./storedZip.js";

/** Many times what a machine of the digits takes. */
const mostNumbers = 10_000_000;

/** Whether bytes begin as a zip archive does, and so a file of torch.save. */
export function isTorchFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * A machine of a file that torch.save(model.state_dict(), name) wrote, PyTorch 1.6 or newer, with tensors b,
 * log_sigma_squared (or logSigma2, log_var), W and d, float32 or float64. Nothing in the file is run.
 * @throws DataError, which names the tensor, if the file is cut short, altered, holds anything but tensors, or lacks one
 */
export function machineFromTorch(bytes: Uint8Array): Machine {
  const files = storedFiles(bytes);
  const [path, pickle] = [...files].find(([name]) => name.endsWith("/data.pkl")) ?? [];
  if (path === undefined || !pickle)
    throw new DataError("the archive has no data.pkl, so it is no file of torch.save(model.state_dict(), …)");
  const folder = path.slice(0, -"data.pkl".length);
  const order = files.get(`${folder}byteorder`);
  if (order && new TextDecoder().decode(order) !== "little")
    throw new DataError("the file has its numbers in big-endian order; save it on another machine");
  const tensors = stateDictOf(pickle);
  return machineOfTensors([...tensors.keys()], (name) => {
    const tensor = tensors.get(name)!;
    const numbers = files.get(`${folder}data/${tensor.storage.key}`);
    if (!numbers) throw new DataError(`the archive has no numbers for ${name}`);
    return readTensor(name, tensor, numbers);
  });
}

function readTensor(name: string, { storage, offset, shape, strides }: PickledTensor, numbers: Uint8Array): Tensor {
  if (shape.length < 1 || shape.length > 2 || strides.length !== shape.length)
    throw new DataError(`${name} has no shape of one or two axes`);
  const size = storage.type === "torch.FloatStorage" ? 4 : 8;
  const count = shape.reduce((product, axis) => product * axis, 1);
  if (count < 1 || count > mostNumbers) throw new DataError(`${name} has ${count} numbers`);
  const last = shape.reduce((place, axis, k) => place + (axis - 1) * strides[k], offset);
  if ((last + 1) * size > numbers.length) throw new DataError(`the file is cut short in ${name}`);
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const columns = shape.length === 2 ? shape[1] : 1;
  const values = Float64Array.from({ length: count }, (_, k) => {
    const place =
      shape.length === 2 ? Math.floor(k / columns) * strides[0] + (k % columns) * strides[1] : k * strides[0];
    return size === 4 ? view.getFloat32(4 * (offset + place), true) : view.getFloat64(8 * (offset + place), true);
  });
  expectFinite(name, values);
  return { shape, values };
}
