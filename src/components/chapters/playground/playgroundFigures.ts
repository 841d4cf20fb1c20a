import type { RunState } from "../../../kernel/protocol.js";

import { element } from "../../dom/element.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import type { Reference, Series } from "../../figures/chart/chartSeries.js";

/** Scores, losses and norms over the epochs of a run; a playhead chooses a snapshot. */
export interface PlaygroundCharts extends HTMLElement {
  /** the epoch of the playhead */
  value: number;
  /** whether the scores are drawn on a logarithmic axis */
  readonly isLogarithmic: boolean;
  update(run: {
    state: RunState;
    clip: number | null;
    references: readonly Reference[];
    exactLoss: boolean;
    /** another run's scores, to be seen beside these */
    compared: Series | null;
  }): void;
}

export function playgroundCharts(onEpoch: (epoch: number) => void): PlaygroundCharts {
  const epochs = { xName: "epoch", xDomain: [0, 1] as const };
  const nll = lineChart({
    ...epochs,
    label: "Exact negative log-likelihood",
    yName: "NLL, nats per point",
    yScale: "log"
  });
  const loss = lineChart({ ...epochs, label: "CD loss", yName: "loss, nats" });
  const norm = lineChart({ ...epochs, label: "Gradient norm", yName: "norm before clipping", yScale: "log" });
  const charts = [nll, loss, norm];
  const root = element("div", { class: "training-charts" }, ...charts);
  let epoch = 0;
  let isLogarithmic = true;
  for (const chart of charts)
    chart.addEventListener("input", () => {
      epoch = chart.value;
      onEpoch(epoch);
    });
  const withUpdate = Object.assign(root, {
    update({ state, clip, references, exactLoss, compared }: Parameters<PlaygroundCharts["update"]>[0]) {
      const xDomain = [0, state.epochs] as const;
      const x = Array.from({ length: state.losses.length }, (_, i) => i + 1);
      const scored = state.snapshots.filter(({ nllTrain }) => nllTrain !== null);
      const at = scored.map((snapshot) => snapshot.epoch);
      const series: Series[] = [
        {
          name: "training points",
          tone: "data",
          dash: "dashed",
          x: at,
          y: scored.map(({ nllTrain }) => nllTrain ?? NaN)
        }
      ];
      if (scored.some(({ nllTest }) => nllTest !== null))
        series.push({ name: "fresh points", tone: "draws", x: at, y: scored.map(({ nllTest }) => nllTest ?? NaN) });
      if (compared) series.push(compared);
      // A score below zero, of a density above 1 nearly everywhere, has no place on a logarithmic axis.
      const all = [...series.flatMap(({ y }) => Array.from(y)), ...references.map(({ value }) => value)];
      isLogarithmic = all.every((value) => !(value <= 0));
      nll.update({ xDomain, series, references, yScale: isLogarithmic ? "log" : "linear" });
      loss.update({ xDomain, series: [{ name: exactLoss ? "NLL" : "CD loss", tone: "ink", x, y: state.losses }] });
      norm.update({
        xDomain,
        series: [{ name: "gradient norm", tone: "ink", x, y: state.gradientNorms }],
        references: clip === null ? [] : [{ name: "the clip", value: clip }]
      });
    }
  });
  return Object.defineProperties(withUpdate, {
    isLogarithmic: { get: () => isLogarithmic },
    value: {
      get: () => epoch,
      set(next: number) {
        epoch = next;
        for (const chart of charts) chart.value = next;
      }
    }
  }) as unknown as PlaygroundCharts;
}
