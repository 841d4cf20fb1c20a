import { DataError } from "../errors.js";

/** A tensor as a pickled state dict describes it; its numbers are in another file of the archive. */
export interface PickledTensor {
  readonly storage: { readonly type: string; readonly key: string };
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A name of Python's. None is ever called: the four that a state dict needs are known here by what they make. */
class PythonName {
  constructor(readonly name: string) {}
}
class Tuple {
  constructor(readonly items: readonly unknown[]) {}
}
class Storage {
  constructor(
    readonly type: string,
    readonly key: string
  ) {}
}
class Tensor implements PickledTensor {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[]
  ) {}
}
const mark = Symbol("mark");

const rebuildTensor = "torch._utils._rebuild_tensor_v2";
const rebuildParameter = "torch._utils._rebuild_parameter";
const orderedDict = "collections.OrderedDict";
const storages = ["torch.FloatStorage", "torch.DoubleStorage"];

/**
 * The tensors of a pickled state dict, as torch.save writes it: name → tensor. Reads the part of pickle's protocol 2 that
 * an ordered dictionary of tensors needs, and refuses all else by name; nothing of a file is ever run.
 * @see Python's pickletools for the opcodes
 * @throws DataError
 */
export function stateDictOf(pickle: Uint8Array): Map<string, PickledTensor> {
  const view = new DataView(pickle.buffer, pickle.byteOffset, pickle.byteLength);
  const stack: unknown[] = [];
  const memo = new Map<number, unknown>();
  let at = 0;

  const take = (count: number): number => {
    if (at + count > pickle.length) throw new DataError("the state dict is cut short");
    at += count;
    return at - count;
  };
  const byte = () => pickle[take(1)];
  const int32 = () => view.getInt32(take(4), true);
  const text = (length: number) => {
    const from = take(length);
    return new TextDecoder().decode(pickle.subarray(from, from + length));
  };
  const line = () => {
    const end = pickle.indexOf(10, at);
    if (end < 0) throw new DataError("the state dict is cut short");
    const words = text(end - at);
    take(1);
    return words;
  };
  const pop = (): unknown => {
    if (stack.length === 0) throw new DataError("the state dict is no pickle that torch.save writes");
    return stack.pop();
  };
  const popToMark = (): unknown[] => {
    const from = stack.lastIndexOf(mark);
    if (from < 0) throw new DataError("the state dict is no pickle that torch.save writes");
    return stack.splice(from).slice(1);
  };
  const remembered = (key: number) => {
    if (!memo.has(key)) throw new DataError("the state dict is no pickle that torch.save writes");
    return memo.get(key);
  };
  const setItems = (items: readonly unknown[]) => {
    const target = stack[stack.length - 1];
    if (!(target instanceof Map) || items.length % 2 !== 0)
      throw new DataError("the state dict is no dictionary of tensors");
    for (let k = 0; k < items.length; k += 2) target.set(items[k], items[k + 1]);
  };

  // Opcodes by their letters, as pickletools prints them.
  const opcodes: Record<string, () => unknown> = {
    "\x80": () => void byte(),
    c: () => stack.push(new PythonName(`${line()}.${line()}`)),
    "(": () => stack.push(mark),
    ")": () => stack.push(new Tuple([])),
    "}": () => stack.push(new Map()),
    N: () => stack.push(null),
    "\x88": () => stack.push(true),
    "\x89": () => stack.push(false),
    X: () => stack.push(text(view.getUint32(take(4), true))),
    K: () => stack.push(byte()),
    M: () => stack.push(view.getUint16(take(2), true)),
    J: () => stack.push(int32()),
    t: () => stack.push(new Tuple(popToMark())),
    "\x85": () => stack.push(new Tuple([pop()])),
    "\x86": () => stack.push(new Tuple([pop(), pop()].reverse())),
    "\x87": () => stack.push(new Tuple([pop(), pop(), pop()].reverse())),
    q: () => memo.set(byte(), stack[stack.length - 1]),
    r: () => memo.set(int32(), stack[stack.length - 1]),
    h: () => stack.push(remembered(byte())),
    j: () => stack.push(remembered(int32())),
    s: () => setItems([pop(), pop()].reverse()),
    u: () => setItems(popToMark()),
    // The attribute that a module's state dict carries, its versions, says nothing of the numbers.
    b: () => void pop(),
    // An object of a class: a module that was saved whole.
    "\x81": () => {
      pop();
      const made = pop();
      const name = made instanceof PythonName ? made.name : "something";
      throw new DataError(`the file makes an object of ${name}, which no tensor needs; save model.state_dict()`);
    },
    Q: () => stack.push(storageOf(pop())),
    R: () => stack.push(made(pop(), pop()))
  };
  for (;;) {
    const opcode = String.fromCharCode(byte());
    if (opcode === ".") break;
    const read = Object.hasOwn(opcodes, opcode) ? opcodes[opcode] : undefined;
    if (!read)
      throw new DataError(
        `the state dict has pickle's opcode 0x${opcode.charCodeAt(0).toString(16)}, which no tensor needs`
      );
    read();
  }
  const dict = pop();
  if (!(dict instanceof Map)) throw new DataError("the file holds no state dict; save model.state_dict()");
  const tensors = new Map<string, PickledTensor>();
  for (const [name, tensor] of dict) {
    if (typeof name !== "string") throw new DataError("a name in the state dict is no text");
    if (!(tensor instanceof Tensor)) throw new DataError(`${name} is no tensor of float32 or float64`);
    tensors.set(name, tensor);
  }
  return tensors;
}

/** A persistent id: ("storage", type, key, device, count). */
function storageOf(id: unknown): Storage {
  const [kind, type, key] = id instanceof Tuple ? id.items : [];
  if (kind !== "storage" || !(type instanceof PythonName) || typeof key !== "string")
    throw new DataError("a tensor's numbers are not described as torch.save does");
  if (!storages.includes(type.name))
    throw new DataError(`a tensor is of type ${type.name}; it must be float32 or float64`);
  return new Storage(type.name, key);
}

/** What calling one of the known names makes. The arguments come off the stack first. */
function made(args: unknown, name: unknown): unknown {
  const called = name instanceof PythonName ? name.name : "something that is no name";
  const items = args instanceof Tuple ? args.items : [];
  if (called === orderedDict && items.length === 0) return new Map();
  if (called === rebuildParameter && items[0] instanceof Tensor) return items[0];
  if (called === rebuildTensor) {
    const [storage, offset, shape, strides] = items;
    if (storage instanceof Storage && isWhole(offset) && isWholeTuple(shape) && isWholeTuple(strides))
      return new Tensor(storage, offset, shape.items, strides.items);
    throw new DataError("a tensor is not described as torch.save does");
  }
  throw new DataError(`the file calls ${called}, which no tensor needs; nothing of it was run`);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isWholeTuple(value: unknown): value is Tuple & { readonly items: readonly number[] } {
  return value instanceof Tuple && value.items.every(isWhole);
}
