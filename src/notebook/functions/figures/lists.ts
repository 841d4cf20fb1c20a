import type { Arguments } from "../arguments.js";

/** The parts of a list in a text: between semicolons if there are any, else between commas. */
export function listOf(args: Arguments, name: string): string[] {
  const text = args.text(name, "");
  return text.split(text.includes(";") ? ";" : ",").map((part) => part.trim());
}

/** The words of a list, each one of the options: the one at a place, or undefined beyond them. */
export function choices<T extends string>(
  args: Arguments,
  name: string,
  options: readonly T[]
): (i: number) => T | undefined {
  const words = listOf(args, name).filter((word) => word !== "");
  const wrong = words.find((word) => !(options as readonly string[]).includes(word));
  if (wrong !== undefined)
    throw args.error(`${name} holds ${options.join(", ")}; this holds ${wrong}.`, args.get(name)!.span);
  return (i) => words[i] as T | undefined;
}
