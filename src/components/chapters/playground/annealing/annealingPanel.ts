import type { Machine } from "../../../../rbm/model/machine.js";
import { choice } from "../../../controls/choice.js";
import { runButton } from "../../../controls/runButton.js";
import { element } from "../../../dom/element.js";
import { readable } from "../../../dom/readable.js";
import { statement } from "../../../dom/statement.js";
import { intervalChart } from "../../../figures/chart/intervalChart.js";
import { streamFromWorker } from "../../../sources/workerStream.js";
import { figuresTable } from "../figuresTable.js";
import type { AnnealingStart, Bracket, BracketsRequest } from "./brackets.js";

const columns = ["Temperatures", "Chains", "Forward", "In reverse", "Together"];
const standardErrors = 2;

/**
 * log Z of the machine between two estimates, the bracket shrinking as temperatures and chains grow, beside the exact
 * value.
 * @param machineOf what to estimate; null if there is no machine yet
 */
export function annealingPanel(machineOf: () => Machine | null): HTMLElement {
  const start = choice<AnnealingStart>({
    label: "Start from",
    options: [
      { value: "mixture", label: "A mixture" },
      { value: "gaussian", label: "One Gaussian" }
    ]
  });
  const chart = intervalChart({
    label: "log Z between two estimates",
    xName: "log Z, nats",
    rowName: "temperatures",
    kinds: [
      { name: "forward", tone: "draws" },
      { name: "in reverse", tone: "data" },
      { name: "together", tone: "trail" }
    ],
    digits: 4
  });
  const table = figuresTable("log Z in nats, ± one standard error", columns, "log Z, bracketed");
  const said = statement("");
  const run = runButton({
    label: "Estimate log Z",
    async run({ signal, progress }) {
      const machine = machineOf();
      if (!machine) throw new Error("There is no machine yet. Train one first.");
      const found: Bracket[] = [];
      const request: BracketsRequest = { machine, start: start.value, seed: 0 };
      const worker = new Worker(import.meta.resolve("./bracketsWorker.js"), { type: "module" });
      await streamFromWorker<Bracket>(worker, request, signal, {
        part(bracket) {
          found.push(bracket);
          show(found);
        },
        progress: (done) => progress(done)
      });
      return `${found.length} brackets, each from four times the work of the one before.`;
    }
  });

  const outcome = element("div", { hidden: true }, chart, said, table.element);

  function show(brackets: readonly Bracket[]): void {
    outcome.hidden = false;
    chart.update({
      rows: brackets.map(({ temperatures, forward, reverse, together }) => ({
        name: String(temperatures),
        intervals: [
          { of: "forward", value: forward.logZ, reach: standardErrors * forward.standardError },
          { of: "in reverse", value: reverse.logZ, reach: standardErrors * reverse.standardError },
          { of: "together", value: together.logZ, reach: standardErrors * together.standardError }
        ]
      })),
      references: [{ name: "exact", value: brackets[0].exact }]
    });
    table.body.replaceChildren(...brackets.map(rowOf));
    const { temperatures, chains, forward, reverse, together, exact } = brackets[brackets.length - 1];
    said.update(
      `With ${temperatures} temperatures and ${chains} chains the forward estimate is off by `,
      { value: forward.logZ - exact, digits: 4, unit: "nats" },
      " (standard error ",
      { value: forward.standardError, digits: 4 },
      "), that in reverse by ",
      { value: reverse.logZ - exact, digits: 4, unit: "nats" },
      " (",
      { value: reverse.standardError, digits: 4 },
      "), both together by ",
      { value: together.logZ - exact, digits: 4, unit: "nats" },
      " (",
      { value: together.standardError, digits: 4 },
      "). The exact log Z is ",
      { value: exact, digits: 4 },
      "."
    );
  }

  return element("div", { class: "training-lab" }, start, run, outcome);
}

function rowOf({ temperatures, chains, forward, reverse, together }: Bracket): HTMLElement {
  const estimate = ({ logZ, standardError }: Bracket["forward"]) =>
    `${readable(logZ, 4)} ± ${readable(standardError, 4)}`;
  const cells = [String(chains), ...[forward, reverse, together].map(estimate)];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, String(temperatures)),
    ...cells.map((cell) => element("td", { class: "whole" }, cell))
  );
}
