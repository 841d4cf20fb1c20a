/** Numbers, vectors and matrices as the language writes them. */
export function numberSource(value: number): string {
  return String(value);
}

export function vectorSource(values: ArrayLike<number>): string {
  return `[${Array.from(values, numberSource).join(", ")}]`;
}

export function matrixSource(rows: readonly ArrayLike<number>[]): string {
  return `[${rows.map((row) => Array.from(row, numberSource).join(", ")).join("; ")}]`;
}

/** Text in quotes; a " has no place in it. */
export function textSource(text: string): string {
  return `"${text.replaceAll('"', "”").replaceAll("\n", " ")}"`;
}

/** `name = value` for each that is not as usual, with a comma before. */
export function argumentsSource(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === null ? "" : `, ${name} = ${value}`))
    .join("");
}

/** Names as one text in quotes, as `names = …` takes them: between commas, or between semicolons if one has a comma. */
export function namesSource(names: readonly string[]): string {
  if (!names.some((name) => name.includes(","))) return textSource(names.join(", "));
  return textSource(names.map((name) => `${name.replaceAll(";", ",")};`).join(" "));
}
