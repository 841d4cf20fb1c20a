import type { Mixing } from "./mixing.js";
import type { DrawnChains, SamplingChoice } from "./samplingPanel.js";

/** Who does the work of a study; an abort ends it. */
export interface StudyWork {
  draw(wanted: SamplingChoice, signal: AbortSignal): Promise<DrawnChains>;
  examine(drawn: DrawnChains, signal: AbortSignal): Promise<Mixing>;
}

/** The chains that the chapter's figures show, and how they mix: each asked for once, whoever looks at them. */
export interface SamplingStudy {
  /** Draws these chains and examines them; those asked for before are given up. */
  ask(wanted: SamplingChoice): void;
  /** Calls back with the chains, now if there are some, and whenever there are others. */
  onDrawn(listener: (drawn: DrawnChains, wanted: SamplingChoice) => void): void;
  /** The same with how they mix, which is known later. */
  onMixed(listener: (mixing: Mixing, drawn: DrawnChains) => void): void;
  /** Calls back with what went wrong, and with null when the next chains are there. */
  onFailure(listener: (error: unknown) => void): void;
  close(): void;
}

export function samplingStudy({ draw, examine }: StudyWork): SamplingStudy {
  const drawn = latest<[DrawnChains, SamplingChoice]>();
  const mixed = latest<[Mixing, DrawnChains]>();
  const failure = latest<[unknown]>();
  let stop = new AbortController();

  async function study(wanted: SamplingChoice, signal: AbortSignal): Promise<void> {
    const chains = await draw(wanted, signal);
    if (signal.aborted) return;
    failure.tell(null);
    drawn.tell(chains, wanted);
    const mixing = await examine(chains, signal);
    if (!signal.aborted) mixed.tell(mixing, chains);
  }

  return {
    ask(wanted) {
      stop.abort(new Error("overtaken"));
      stop = new AbortController();
      const { signal } = stop;
      study(wanted, signal).catch((error: unknown) => {
        if (!signal.aborted) failure.tell(error);
      });
    },
    onDrawn: drawn.listen,
    onMixed: mixed.listen,
    onFailure: failure.listen,
    close: () => stop.abort(new Error("closed"))
  };
}

/** What was told last, for those who listen and those who come later. */
function latest<Told extends readonly unknown[]>() {
  const listeners: ((...told: Told) => void)[] = [];
  let last: Told | null = null;
  return {
    tell(...told: Told): void {
      last = told;
      for (const listener of listeners) listener(...told);
    },
    listen(listener: (...told: Told) => void): void {
      listeners.push(listener);
      if (last) listener(...last);
    }
  };
}
