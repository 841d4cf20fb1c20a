/** Contrastive divergence from the data against chains that persist: the same seeds, data and updates, several rates. */
export interface ChainComparison {
  readonly hidden: number;
  readonly epochs: number;
  readonly rows: readonly ComparedRate[];
}

/** Nats above the law on the same fresh points, one number a seed. */
export interface ComparedRate {
  readonly rate: number;
  readonly fromData: readonly number[];
  readonly persistent: readonly number[];
  /** persistent chains on two temperatures */
  readonly tempered: readonly number[];
}

/** A mean of independent values, and its standard error. */
export function meanWithError(values: readonly number[]): { readonly mean: number; readonly standardError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** The rate at which one of the three scores best on average, with its values. */
export function bestOf(
  { rows }: ChainComparison,
  kind: "fromData" | "persistent" | "tempered"
): { readonly rate: number; readonly values: readonly number[] } {
  const means = rows.map((row) => meanWithError(row[kind]).mean);
  const row = rows[means.indexOf(Math.min(...means))];
  return { rate: row.rate, values: row[kind] };
}
