import type { Machine } from "../../rbm/model/machine.js";
import { rowsFile } from "./rowsFile.js";
import { vectorSource } from "./source.js";
import { code } from "./template.js";
import type { Draft } from "./template.js";

/**
 * A machine with n = 2 as numbers, under a name: a file with a row for each hidden unit, dⱼ and then column j of W, and
 * the call that makes the machine of it.
 * @param shown significant digits of the file; all of them unless given
 */
export function machineCells(name: string, { n, m, b, logSigma2, W, d }: Machine, shown?: number): Draft[] {
  const columns = Array.from({ length: m }, (_, j) => [d[j], ...Array.from({ length: n }, (_, i) => W[i * m + j])]);
  return [
    rowsFile("Hidden units", columns, shown),
    code("units = csv(hidden_units)"),
    code(`${name} = machine(${vectorSource(b)}, ${vectorSource(logSigma2)}, units[:, 2:3]', units[:, 1])`)
  ];
}

/** Digits that a file of a machine needs: nine bring back each number of the kernel, which has 32 bits. */
export function digitsOf({ W, d }: Machine): number | undefined {
  const isSingle = (value: number): boolean => Math.fround(value) === value;
  return W.every(isSingle) && d.every(isSingle) ? 9 : undefined;
}
