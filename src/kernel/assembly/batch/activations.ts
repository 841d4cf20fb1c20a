import { paddedHidden } from "../machine";
import { coefficientsOf } from "../gibbs/prepared";
import { multiplyAdd } from "../multiplyAdd";
import { paddedRows } from "./tile";

/** Rows of x in blocks of 4, [block][visible][4]; the rows that fill up the last block are 0. */
export function packRows(x: usize, n: i32, rows: i32, out: usize): void {
  const rowBytes = <usize>n << 2;
  for (let r = 0; r < rows; r += 4) {
    const x0 = x + <usize>r * rowBytes;
    if (r + 4 <= rows) packBlock(x0, rowBytes, out);
    else {
      memory.fill(out, 0, rowBytes << 2);
      for (let k: usize = 0; k < <usize>(rows - r); k++)
        for (let i: usize = 0; i < rowBytes; i += 4)
          store<f32>(out + (i << 2) + (k << 2), load<f32>(x0 + k * rowBytes + i));
    }
    out += rowBytes << 2;
  }
}

function packBlock(x0: usize, rowBytes: usize, out: usize): void {
  const x1 = x0 + rowBytes;
  const x2 = x1 + rowBytes;
  const x3 = x2 + rowBytes;
  let i: usize = 0;
  for (; i + 16 <= rowBytes; i += 16) {
    const r0 = v128.load(x0 + i);
    const r1 = v128.load(x1 + i);
    const r2 = v128.load(x2 + i);
    const r3 = v128.load(x3 + i);
    const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<u64>(a, b, 0, 2));
    v128.store(out, v128.shuffle<u64>(a, b, 1, 3), 16);
    v128.store(out, v128.shuffle<u64>(c, d, 0, 2), 32);
    v128.store(out, v128.shuffle<u64>(c, d, 1, 3), 48);
    out += 64;
  }
  for (; i < rowBytes; i += 4) {
    store<f32>(out, load<f32>(x0 + i));
    store<f32>(out, load<f32>(x1 + i), 4);
    store<f32>(out, load<f32>(x2 + i), 8);
    store<f32>(out, load<f32>(x3 + i), 12);
    out += 16;
  }
}

/**
 * a · log2(e) / 2 of all hidden units for packed rows: [group][row][8], groups `groupBytes` apart. Blocks of 4 rows by
 * 8 units, so that each vector of coefficients serves four rows and each x eight units.
 */
export function batchActivations(prepared: usize, n: i32, m: i32, packed: usize, rows: i32, out: usize, groupBytes: usize): void {
  const groups = paddedHidden(m) >> 3;
  const blockBytes = <usize>n << 4;
  const end = packed + <usize>(paddedRows(rows) >> 2) * blockBytes;
  const panelBytes = <usize>(n + 1) << 5;
  let panel = coefficientsOf(prepared, n);
  for (let g = 0; g < groups; g++) {
    let to = out;
    for (let x = packed; x < end; x += blockBytes) {
      activationBlock(panel, x, x + blockBytes, to);
      to += 128;
    }
    panel += panelBytes;
    out += groupBytes;
  }
}

// @ts-ignore: decorator
@inline
function activationBlock(panel: usize, x: usize, end: usize, out: usize): void {
  let a00 = v128.load(panel);
  let a01 = v128.load(panel, 16);
  let a10 = a00;
  let a11 = a01;
  let a20 = a00;
  let a21 = a01;
  let a30 = a00;
  let a31 = a01;
  panel += 32;
  while (x < end) {
    const w0 = v128.load(panel);
    const w1 = v128.load(panel, 16);
    const x0 = v128.load32_splat(x);
    a00 = multiplyAdd(a00, x0, w0);
    a01 = multiplyAdd(a01, x0, w1);
    const x1 = v128.load32_splat(x, 4);
    a10 = multiplyAdd(a10, x1, w0);
    a11 = multiplyAdd(a11, x1, w1);
    const x2 = v128.load32_splat(x, 8);
    a20 = multiplyAdd(a20, x2, w0);
    a21 = multiplyAdd(a21, x2, w1);
    const x3 = v128.load32_splat(x, 12);
    a30 = multiplyAdd(a30, x3, w0);
    a31 = multiplyAdd(a31, x3, w1);
    x += 16;
    panel += 32;
  }
  v128.store(out, a00);
  v128.store(out, a01, 16);
  v128.store(out, a10, 32);
  v128.store(out, a11, 48);
  v128.store(out, a20, 64);
  v128.store(out, a21, 80);
  v128.store(out, a30, 96);
  v128.store(out, a31, 112);
}
