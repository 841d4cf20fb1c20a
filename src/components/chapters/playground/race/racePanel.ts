import { runButton } from "../../../controls/runButton.js";
import { element } from "../../../dom/element.js";
import { readable } from "../../../dom/readable.js";
import { statement } from "../../../dom/statement.js";
import { lineChart } from "../../../figures/chart/lineChart.js";
import { kernelModule } from "../../../sources/kernelClient.js";
import { streamFromWorker } from "../../../sources/workerStream.js";
import { figuresTable } from "../figuresTable.js";
import type { Raced, RaceRequest, RaceResult } from "./raceTypes.js";
import { rungsSlider } from "./rungsSlider.js";
import { traceFigure } from "./traceFigure.js";

const columns = ["Sampler", "r", "cos θ", "sin θ", "F", "R̂", "turns", "time", "notes"];
const looks = [
  { tone: "ink", dash: "solid" },
  { tone: "draws", dash: "solid" },
  { tone: "data", dash: "dashed" },
  { tone: "trail", dash: "dotted" },
  { tone: "ink", dash: "dotted" }
] as const;

/**
 * Samplers of one machine, raced: a button, a table of what each was worth, the autocorrelation of the angle, and a chain
 * of each step by step.
 * @param raced what to race; null if there is no machine yet
 */
export function racePanel(raced: () => Raced | null): HTMLElement {
  const table = figuresTable(
    "Independent draws a second (bulk effective sample size over time)",
    columns,
    "The samplers, raced"
  );
  const chart = lineChart({
    label: "Autocorrelation of cos θ",
    xName: "cost of the lag, in Gibbs steps",
    yName: "autocorrelation of cos θ",
    xDomain: [0, 600],
    yDomain: [-0.1, 1],
    value: 0
  });
  const traces = traceFigure(looks.map(({ tone }) => tone));
  const said = statement("");
  const rungs = rungsSlider();
  const run = runButton({
    label: "Race the samplers",
    async run({ signal, progress }) {
      const given = raced();
      if (!given) throw new Error("There is no machine to draw from yet. Train one first.");
      const request: RaceRequest = { ...given, rungs: rungs.value, module: await kernelModule() };
      const results: RaceResult[] = [];
      const worker = new Worker(import.meta.resolve("./raceWorker.js"), { type: "module" });
      await streamFromWorker<RaceResult>(worker, request, signal, {
        part(result) {
          results.push(result);
          show(results);
        },
        progress: (done) => progress(done)
      });
      return `${results.length} samplers, the same number of hidden units drawn by each.`;
    }
  });

  const outcome = element("div", { hidden: true }, table.element, said, chart, traces);

  function show(results: readonly RaceResult[]): void {
    outcome.hidden = false;
    table.body.replaceChildren(...results.map(rowOf));
    chart.update({
      series: results.map(({ name, lags, correlation }, at) => ({ name, ...looks[at], x: lags, y: correlation }))
    });
    traces.update(results);
    const rate = ({ sampleSizes, milliseconds }: RaceResult) => (1000 * sampleSizes[1]) / milliseconds;
    const gibbs = results.find(({ name }) => name === "Block Gibbs");
    const tempered = results.filter(({ name }) => name.endsWith("tempering"));
    if (!gibbs || tempered.length === 0) return;
    const best = tempered.reduce((a, b) => (rate(b) > rate(a) ? b : a));
    const gain = rate(best) / rate(gibbs);
    said.update(
      `${best.name} mixes cos θ `,
      // Where block Gibbs does well, tempering may be worth a twentieth of it: a digit more, and no power of ten.
      { value: gain, digits: gain < 1 ? 2 : 1 },
      " times as fast a second as block Gibbs in this run."
    );
  }

  return element("div", { class: "training-lab" }, rungs, run, outcome);
}

function rowOf({ name, sampleSizes, milliseconds, rhat, turns, note }: RaceResult): HTMLElement {
  const cells = [
    ...sampleSizes.map((size) => readable((1000 * size) / milliseconds, 0)),
    readable(rhat, 3),
    readable(turns, 1),
    `${Math.round(milliseconds)} ms`
  ];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    ...cells.map((cell) => element("td", {}, cell)),
    element("td", { class: "remark" }, note)
  );
}
