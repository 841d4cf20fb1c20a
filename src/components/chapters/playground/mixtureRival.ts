import type { Points } from "../../../rbm/shapes.js";
import { mixtureStudy } from "../data/mixtureStudy.js";
import type { MixtureScore } from "../data/mixtureStudy.js";
import type { PlaygroundData } from "./playgroundData.js";

const sizes = [1, 2, 3, 4, 6, 8, 12];

/** Points that a mixture is fitted to: more would cost time and hardly change it. */
const fittedPoints = 2000;

/** The best mixture so far, or of all sizes. */
export interface RivalScore extends MixtureScore {
  readonly isFinal: boolean;
}

/** The Gaussian mixture to beat: of several sizes, each fitted to the training points, the best on fresh points. */
export interface MixtureRival {
  /** null: not known yet, or there are no fresh points */
  on(data: PlaygroundData): RivalScore | null;
  /** Fits mixtures to these data in a worker, once, and leaves those of any others. */
  study(data: PlaygroundData): void;
  /** Leaves what is being fitted. */
  stop(): void;
}

/** @param options.onChange the best is known, or a better one */
export function mixtureRival(options: { onChange(): void; onError(error: unknown): void }): MixtureRival {
  const best = new WeakMap<PlaygroundData, RivalScore>();
  let studied: PlaygroundData | null = null;
  let underWay = new AbortController();

  async function fit(data: PlaygroundData): Promise<void> {
    underWay.abort();
    underWay = new AbortController();
    const { train, test } = data;
    if (!test) return;
    const components = sizes.filter((size) => size <= train.count / 4);
    const some: Points =
      train.count > fittedPoints
        ? { n: 2, count: fittedPoints, values: train.values.slice(0, 2 * fittedPoints) }
        : train;
    for await (const scores of mixtureStudy({ data: some, heldOut: test, components }, underWay.signal)) {
      if (scores.length === 0) continue;
      const least = scores.reduce((one, other) => (other.nllHeldOut < one.nllHeldOut ? other : one));
      best.set(data, { ...least, isFinal: scores.length === components.length });
      options.onChange();
    }
  }

  return {
    on: (data) => best.get(data) ?? null,
    study(data) {
      if (studied === data) return;
      studied = data;
      void fit(data).catch(options.onError);
    },
    stop: () => underWay.abort()
  };
}
