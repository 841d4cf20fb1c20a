import type { Points } from "../../../rbm/shapes.js";
import type { Codec } from "../../controls/address.js";

/** Points of a lattice in the window of the figures: 12 bits a coordinate, four letters of the address a point. */
const [perUnit, middle, greatest] = [1280, 2048, 4095];
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The most points that the address takes: 4000 letters, which every browser and mail program carries. */
export const mostPacked = 1000;

/** The coordinate of the lattice nearest to a value; null outside the window. */
export function latticeCoordinate(value: number): number | null {
  const index = Math.round(value * perUnit) + middle;
  return index >= 0 && index <= greatest ? (index - middle) / perUnit : null;
}

/** Whether the address can hold the points as they are: few enough, and each on the lattice. */
export function canBePacked({ n, count, values }: Points): boolean {
  return n === 2 && count <= mostPacked && Array.from(values).every((value) => latticeCoordinate(value) === value);
}

/** A reader's own points in the address; nothing stands for none, and for points that can't be packed. */
export const packedPoints: Codec<Points | null> = {
  parse(text) {
    if (text.length === 0 || text.length % 4 !== 0 || text.length > 4 * mostPacked)
      throw new Error(`must be four letters for each of 1 to ${mostPacked} points`);
    const digits = Array.from(text, (letter) => letters.indexOf(letter));
    if (digits.includes(-1)) throw new Error("must consist of the letters A to Z, a to z, 0 to 9, - and _");
    const values = new Float64Array(text.length / 2);
    for (let at = 0; at < values.length; at++)
      values[at] = (64 * digits[2 * at] + digits[2 * at + 1] - middle) / perUnit;
    return { n: 2, count: values.length / 2, values };
  },
  format(points) {
    if (!points || !canBePacked(points)) return "";
    return Array.from(points.values, (value) => {
      const index = Math.round(value * perUnit) + middle;
      return letters[index >> 6] + letters[index & 63];
    }).join("");
  }
};
