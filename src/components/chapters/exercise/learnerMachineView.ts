import { cells } from "../../../exercise/cells/cells.js";
import type { CellId } from "../../../exercise/cells/cells.js";
import type { ExerciseClient } from "../../../exercise/worker/exerciseClient.js";
import type { TrainingResult } from "../../../exercise/worker/messages.js";
import { solutions } from "../../../exercise/learner/learnerFunctions.js";
import type { Answers } from "../../../exercise/learner/learnerFunctions.js";
import { labLossesNotebook } from "../../../notebook/templates/chapters/lab.js";
import { labRecipe } from "../../../rbm/training/recipe.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { ringNegativeLogLikelihood } from "../../../rbm/exact/ringDensity.js";
import type { Points } from "../../../rbm/shapes.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { messageOf } from "../../dom/errorBox.js";
import { lineChart } from "../../figures/chart/lineChart.js";
import type { PlaneFigure } from "../../figures/plane/planeFigure.js";
import { ringFigure } from "../../figures/plane/ringFigure.js";
import { runButton } from "../../controls/runButton.js";
import type { RunContext } from "../../controls/runButton.js";
import { statement } from "../../dom/statement.js";
import { toggle } from "../../controls/toggle.js";
import { figureActions } from "../notebook/figureActions.js";
import { openExercise } from "./exerciseWorker.js";
import { labSampling, lastStates, libraryPatience, openedMachine } from "./openedMachine.js";
import type { DrawnMachine } from "./openedMachine.js";
import { pytorchDeviation, pytorchMean } from "./pytorchScores.js";
import { placeAmongSeeds, scoresOfSeeds } from "./scoresOfSeeds.js";

export interface LearnerMachineOptions {
  readonly data: Points;
  readonly test: Points;
  readonly answersOfPassed: () => Answers;
  readonly answersAsTyped: () => Answers;
  readonly passed: () => ReadonlySet<CellId>;
}

export interface LearnerMachineView extends HTMLElement {
  /** the machine trained last, or null */
  readonly value: Machine | null;
  /** shows which formulas the next run takes */
  update(): void;
  close(): void;
}

const { epochs } = labRecipe;
const { chains, steps } = labSampling;

/** The lab's recipe run on the reader's formulas, and on ours beside it, from the same seed. */
export function learnerMachineView(options: LearnerMachineOptions): LearnerMachineView {
  const { data, test } = options;
  const clients = { learner: openExercise(), library: openExercise(libraryPatience) };
  const figures = {
    learner: ringFigure({
      label: "Your machine: data, draws and exact density",
      caption: "By your formulas",
      names: { draws: "last states of your chains" }
    }),
    library: ringFigure({
      label: "Our machine: data, draws and exact density",
      caption: "By ours, from the same seed",
      names: { draws: "last states of our chains" }
    })
  };
  for (const figure of Object.values(figures)) figure.update({ data });
  const chart = lineChart({
    label: "Loss of your machine and of ours",
    caption: "The loss of contrastive divergence, epoch by epoch. It compares two crowds and is no measure of the fit.",
    xName: "epoch",
    yName: "loss",
    xDomain: [1, epochs],
    playhead: false
  });
  const losses = { learner: [] as number[], library: [] as number[] };
  const drawn: Record<keyof typeof figures, DrawnMachine | null> = {
    learner: null,
    library: null
  };
  const anyway = toggle({ label: "Use my formulas also where they did not pass", value: false });
  const which = element("p", { class: "control-note", "aria-live": "polite" });
  const end = element("div", { class: "exercise-end" });
  let machine: Machine | null = null;

  const run = runButton({ label: "Train both machines", again: "Train both again", run: train });
  anyway.addEventListener("input", update);

  async function train(context: RunContext): Promise<string> {
    end.replaceChildren();
    losses.learner.length = losses.library.length = 0;
    drawn.learner = drawn.library = null;
    for (const figure of Object.values(figures)) figure.update({ density: null, draws: null });
    const isComplete = options.passed().size === cells.length;
    const share = { learner: 0, library: 0 };
    const report = (who: "learner" | "library", fraction: number, text: string): void => {
      share[who] = fraction;
      context.progress((share.learner + share.library) / 2, text);
    };
    const answers = anyway.value ? options.answersAsTyped() : options.answersOfPassed();
    const run = one("learner", answers, context.signal, report);
    // Said at once; it must not hide how the other machine does.
    run.catch((error: unknown) => {
      if (context.signal.aborted) return;
      end.replaceChildren(element("p", { class: "error-text", role: "alert" }, messageOf(error)));
    });
    const [learner, library] = await Promise.allSettled([run, one("library", null, context.signal, report)]);
    if (learner.status === "rejected") throw learner.reason;
    if (library.status === "rejected") throw library.reason;
    machine = learner.value.machine;
    emitInput(root);
    end.replaceChildren(...ending(learner.value, library.value, isComplete, test));
    return `Trained ${epochs} epochs and sampled ${chains} chains for ${steps} steps.`;
  }

  async function one(
    who: "learner" | "library",
    answers: Answers | null,
    signal: AbortSignal,
    report: (who: "learner" | "library", fraction: number, text: string) => void
  ): Promise<TrainingResult> {
    const exerciseClient: ExerciseClient = clients[who];
    const figure: PlaneFigure = figures[who];
    const trained = await exerciseClient.ask(
      { kind: "train", answers, data, test, recipe: { seed: labRecipe.seed } },
      {
        signal,
        onProgress({ epoch, loss, machine, density }) {
          losses[who].push(loss);
          if (epoch % 5 === 0) drawLosses();
          if (machine) figure.update({ density });
          report(
            who,
            (0.7 * epoch) / epochs,
            `${who === "learner" ? "your" : "our"} machine: epoch ${epoch} of ${epochs}`
          );
        }
      }
    );
    figure.update({ density: trained.density });
    drawLosses();
    const trajectory = await exerciseClient.ask(
      { kind: "sample", answers, machine: trained.machine, ...labSampling },
      {
        signal,
        onProgress: ({ done }) =>
          report(
            who,
            0.7 + (0.3 * done) / steps,
            `${who === "learner" ? "your" : "our"} chains: step ${done} of ${steps}`
          )
      }
    );
    const draws = lastStates(trajectory);
    figure.update({ draws });
    drawn[who] = { machine: trained.machine, draws };
    report(who, 1, "");
    return trained;
  }

  function opened(who: keyof typeof figures, whose: "Your" | "Our"): HTMLElement {
    return figureActions(`${whose} machine`, () => {
      const made = drawn[who];
      if (!made) throw new Error("train the machines first.");
      return openedMachine(whose, made);
    });
  }

  function drawLosses(): void {
    const x = (y: number[]): number[] => y.map((_, k) => k + 1);
    chart.update({
      series: [
        { name: "yours", tone: "draws", x: x(losses.learner), y: losses.learner },
        { name: "library", tone: "data", dash: "dashed", x: x(losses.library), y: losses.library }
      ]
    });
  }

  function update(): void {
    const right = options.passed();
    const taken = cells.filter(({ id, start }) =>
      anyway.value
        ? options.answersAsTyped()[id] !== start && options.answersAsTyped()[id] !== solutions[id]
        : right.has(id)
    );
    const text =
      taken.length === 0
        ? "None of your formulas has passed yet: until one does, both machines run on ours."
        : `Yours: ${taken.map((c) => c.title.toLowerCase()).join("; ")}. The rest is ours.`;
    if (which.textContent !== text) which.textContent = text;
  }

  const root = element(
    "div",
    { class: "exercise-machine" },
    element(
      "p",
      {},
      `The lab’s recipe, ${epochs} steps of contrastive divergence with a hundred hidden units, run in your browser on what you typed: your c(x) is differentiated as it stands. From the same seed, a right formula must give the very machine that ours gives.`
    ),
    anyway,
    which,
    run,
    element(
      "div",
      { class: "exercise-planes" },
      element("div", {}, figures.learner, opened("learner", "Your")),
      element("div", {}, figures.library, opened("library", "Our"))
    ),
    chart,
    figureActions("The losses", () => {
      if (!drawn.learner || !drawn.library) throw new Error("train the machines first.");
      return labLossesNotebook(losses.learner, losses.library);
    }),
    end
  );
  keepInside(root);
  const control = withValue<Machine | null, HTMLElement>(
    root,
    () => machine,
    () => {
      throw new TypeError("the learner's machine is read only: train it");
    }
  );
  return Object.assign(control, {
    update,
    close: () => Object.values(clients).forEach((client) => client.close())
  });
}

function ending(learner: TrainingResult, library: TrainingResult, isComplete: boolean, test: Points): Node[] {
  const truth = ringNegativeLogLikelihood(test);
  const nats = (value: number) => ({ value, digits: 3, unit: "nats" });
  return [
    isComplete ? element("h3", {}, "Done: a machine of your own draws the ring") : null,
    statement(
      "Your machine’s exact negative log-likelihood on 2000 fresh points is ",
      nats(learner.testNll),
      " a point; ours has ",
      nats(library.testNll),
      "."
    ),
    scoresOfSeeds([
      { name: "yours", value: learner.testNll, tone: "draws" },
      { name: "ours", value: library.testNll, tone: "data" },
      { name: "the truth", value: truth, tone: "ink" }
    ]),
    placeAmongSeeds(learner.testNll),
    element(
      "p",
      {},
      `Over the seeds PyTorch scores ${pytorchMean.toFixed(3)} ± ${pytorchDeviation.toFixed(3)}. The true density scores ${truth.toFixed(3)}: nothing beats it but by luck.`
    ),
    isComplete
      ? element(
          "p",
          {},
          "Every line of it is yours. Take the notebook home below, or see what a ",
          element("a", { href: "./training#better-recipes" }, "better recipe"),
          " does."
        )
      : null
  ].filter((node) => node !== null);
}
