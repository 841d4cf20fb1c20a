import type { RunState } from "../../../../kernel/protocol.js";
import type { RunSpec } from "../../../../notebook/values/figure.js";
import { element } from "../../../dom/element.js";
import { ringBandOf } from "../../../figures/plane/ringFigure.js";
import { trainingView } from "../../training/trainingView.js";
import type { FigureContext } from "./figureView.js";

/** A run of training as the chapter shows it: the machine at each snapshot, and three charts. */
export function runFigureView(
  first: RunSpec,
  context: FigureContext
): { element: HTMLElement; update(figure: RunSpec): boolean } {
  const { data, test, everyScore } = first;
  const view = trainingView(context.kernel(), data, test ?? data, null, { everyScore });
  if (!test || !ringBandOf(test)) view.setData(data, "unknown");
  show(first);

  function show({ run, draws }: RunSpec): void {
    const { recipe, epoch, losses, gradientNorms, snapshots, diverged, elapsed } = run;
    const finished = epoch === recipe.epochs;
    const state: RunState = {
      phase: diverged ? "diverged" : finished ? "done" : "training",
      epoch,
      epochs: recipe.epochs,
      losses,
      gradientNorms,
      snapshots,
      trajectory: draws ? { steps: 1, chains: draws.count, n: draws.n, x: Float32Array.from(draws.values) } : null,
      diverged,
      elapsed
    };
    view.update(state, recipe);
  }

  return {
    element: element("div", { class: "run-figure" }, view),
    update(next) {
      if (next.data !== data || next.test !== test || next.everyScore !== everyScore) return false;
      show(next);
      return true;
    }
  };
}
