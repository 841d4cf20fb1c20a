/** A grey picture of any size, 0 to 1, row-major. */
export interface GreyPicture {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
}

/**
 * The middle square of a picture, scaled to side × side: each new pixel is the mean of what it covers, parts of pixels
 * counted as parts. A smaller picture is enlarged the same way.
 * @returns shape (side · side,)
 */
export function shrinkImage({ rows, columns, values }: GreyPicture, side: number): Float64Array {
  const square = Math.min(rows, columns);
  const [top, left] = [(rows - square) / 2, (columns - square) / 2];
  const scale = square / side;
  const shrunk = new Float64Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      let [sum, area] = [0, 0];
      forCovered(top + row * scale, top + (row + 1) * scale, rows, (r, height) =>
        forCovered(left + column * scale, left + (column + 1) * scale, columns, (c, width) => {
          sum += values[r * columns + c] * height * width;
          area += height * width;
        })
      );
      shrunk[row * side + column] = sum / area;
    }
  return shrunk;
}

/** Every whole place of [from, to), and how much of it lies there. */
function forCovered(from: number, to: number, count: number, visit: (at: number, share: number) => void): void {
  for (let at = Math.floor(from); at < to && at < count; at++) {
    const share = Math.min(to, at + 1) - Math.max(from, at);
    if (share > 1e-12) visit(at, share);
  }
}
