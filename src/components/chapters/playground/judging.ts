import type { RunState } from "../../../kernel/protocol.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { drawsAt } from "../../figures/plane/trajectoryView.js";
import { judgeInWorker } from "./judgeInWorker.js";
import type { Judgement } from "./judgement.js";
import type { PlaygroundData } from "./playgroundData.js";

/** What draws and fresh points say of the machines that were trained. */
export interface Judging {
  /** null: not judged */
  of(machine: Machine): Judgement | null;
  /** the law's own score on these data's fresh points, nats; null if it is not known yet, or there is no law */
  lawNll(data: PlaygroundData): number | null;
  /** Judges the last machine of a run that is done, in a worker; whatever is being judged is left. */
  judge(run: RunState, data: PlaygroundData): void;
  /** Leaves what is being judged. */
  stop(): void;
}

/** @param options.onChange a machine has been judged */
export function judging(options: { onChange(): void; onError(error: unknown): void }): Judging {
  const judgements = new WeakMap<Machine, Judgement>();
  const laws = new WeakMap<PlaygroundData, number | null>();
  let underWay = new AbortController();

  async function judge({ trajectory, snapshots }: RunState, data: PlaygroundData): Promise<void> {
    underWay.abort();
    underWay = new AbortController();
    const { signal } = underWay;
    const last = snapshots.at(-1);
    if (!trajectory || !data.test || !last) return;
    const { machine, logZ } = last;
    const draws = drawsAt(trajectory, trajectory.steps - 1);
    const judgement = await judgeInWorker({ machine, logZ, law: data.law, test: data.test, draws }, signal);
    if (!judgement) return;
    judgements.set(machine, judgement);
    laws.set(data, judgement.lawNll);
    options.onChange();
  }

  return {
    of: (machine) => judgements.get(machine) ?? null,
    lawNll: (data) => laws.get(data) ?? null,
    judge: (run, data) => void judge(run, data).catch(options.onError),
    stop: () => underWay.abort()
  };
}
