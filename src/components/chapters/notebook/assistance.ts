import { completionsAt } from "../../../notebook/help/completion.js";
import { hoverAt } from "../../../notebook/help/hover.js";
import type { Runner } from "../../../notebook/scheduler/runner.js";
import type { Assistance, NameCard } from "./editor/sourceEditor.js";

export interface AssistanceOptions {
  readonly runner: Runner;
  /** what a cell is called; null where there is none */
  readonly nameOf: (id: string) => string | null;
  readonly goTo: (id: string) => void;
}

/** What there is to type in a cell, and what each name in it stands for now. */
export function assistance(id: string, { runner, nameOf, goTo }: AssistanceOptions): Assistance {
  return {
    completions: (source, offset) => completionsAt(runner, id, source, offset),
    describe(source, offset): NameCard | null {
      const found = hoverAt(runner, source, offset);
      if (!found) return null;
      const { name, span, signature, description, summary, shape, usedIn } = found;
      return {
        span,
        title: signature ?? [name, shape].filter(Boolean).join(" "),
        description: [description, signature ? null : summary].filter(Boolean).join(" "),
        uses: usedIn.map((cell) => ({ label: nameOf(cell) ?? cell, go: () => goTo(cell) }))
      };
    }
  };
}
