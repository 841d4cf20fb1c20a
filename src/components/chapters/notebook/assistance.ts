import { functions } from "../../../language/evaluation/functions.js";
import type { Runner } from "../../../notebook/scheduler/runner.js";
import type { Value } from "../../../notebook/values/value.js";
import type { Assistance, NameCard, Suggestion } from "./editor/sourceEditor.js";
import { inWords, tagOf } from "./output/valueText.js";

/** A function of the notebook's own, beside the language's: circles(…), train(…). */
export interface FunctionHelp {
  readonly name: string;
  /** "circles(points, noise=, factor=, seed=)" */
  readonly signature: string;
  readonly says: string;
}

/** What there is to type, and what each name stands for now. */
export function assistance(
  runner: Runner,
  hosts: readonly FunctionHelp[],
  nameOf: (id: string) => string | null,
  goTo: (id: string) => void
): Assistance {
  const known = new Map<string, FunctionHelp>([
    ...[...functions].map(
      ([name, { signature, description }]) => [name, { name, signature, says: description }] as const
    ),
    ...hosts.map((help) => [help.name, help] as const)
  ]);

  function valueOf(name: string): Value | null {
    const cell = runner.graph.definedBy.get(name);
    return cell === undefined ? null : (runner.state(cell).names.get(name) ?? null);
  }

  function suggestions(): Suggestion[] {
    const own = [...runner.graph.definedBy.keys()].map((name): Suggestion => {
      const value = valueOf(name);
      const detail = value ? tagOf(value) : "not computed yet";
      const kind = value?.kind === "function" ? "function" : "value";
      return { name, kind, detail, says: value ? inWords(value) : "" };
    });
    const theirs = [...known.values()].map(({ name, signature, says }): Suggestion => {
      return { name, kind: "function", detail: signature.slice(name.length), says };
    });
    return [...own, ...theirs];
  }

  function describe(name: string): NameCard | null {
    const cell = runner.graph.definedBy.get(name);
    if (cell !== undefined) {
      const value = valueOf(name);
      const users = runner.graph.edges.filter((edge) => edge.from === cell && edge.names.includes(name));
      return {
        title: value ? `${name} ${tagOf(value)}` : name,
        says: value ? inWords(value) : "Not computed yet.",
        uses: users.map(({ to }) => ({ label: nameOf(to) ?? to, go: () => goTo(to) }))
      };
    }
    const help = known.get(name);
    return help ? { title: help.signature, says: help.says, uses: [] } : null;
  }

  return { suggestions, describe };
}
