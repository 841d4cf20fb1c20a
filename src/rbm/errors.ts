/** An argument has the wrong shape; the message names it, the shape it has and the shape it must have. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
  constructor(
    readonly argument: string,
    readonly actual: string,
    readonly expected: string
  ) {
    super(`${argument} has shape ${actual}; it must have shape ${expected}`);
  }
}

/** An argument holds something it may not: NaN, an infinity, a number out of range. */
export class ValueError extends Error {
  override readonly name = "ValueError";
  constructor(
    readonly argument: string,
    message: string
  ) {
    super(`${argument} ${message}`);
  }
}

/** A field of a recipe is out of range. */
export class RecipeError extends Error {
  override readonly name = "RecipeError";
  constructor(
    readonly field: string,
    message: string
  ) {
    super(`recipe: ${field} ${message}`);
  }
}

/** A data file can't be read; the message names the line. */
export class DataError extends Error {
  override readonly name = "DataError";
}

/** The quadrature window misses mass of the density, so that its sum would be a wrong number. */
export class WindowError extends Error {
  override readonly name = "WindowError";
}

/** A checkpoint is truncated, altered or of another version; the message names the field. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  constructor(
    readonly field: string,
    message: string
  ) {
    super(`checkpoint: ${field} ${message}`);
  }
}
