/** Every control of the site, for the catalogue. */
import { pointsFromCSV } from "../../../rbm/data/pointsFromCSV.js";
import { button } from "../../controls/button.js";
import { choice } from "../../controls/choice.js";
import { fileInput } from "../../controls/fileInput.js";
import { runButton } from "../../controls/runButton.js";
import { slider } from "../../controls/slider.js";
import { toggle } from "../../controls/toggle.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";

/** Larger text, as for a lecture hall. */
export function projectorToggle(): HTMLElement {
  const projector = toggle({ label: "Text for a projector" });
  projector.addEventListener("input", () =>
    document.documentElement.toggleAttribute("data-projector", projector.value)
  );
  return projector;
}

export function controls(): HTMLElement {
  const error = errorBox();
  error.update(new Error("x has the shape (500, 3); it must have 2 columns."));
  return element(
    "div",
    { class: "spread" },
    element(
      "div",
      {},
      slider({ label: "Learning rate", min: 1e-5, max: 1, log: true, value: 1e-3 }),
      slider({ label: "Epochs", min: 1, max: 1000, log: true, integer: true, value: 300, units: "epochs" }),
      slider({
        label: "Noise",
        min: 0,
        max: 0.5,
        step: 0.01,
        value: 0.1,
        note: "Standard deviation in both directions."
      }),
      choice({
        label: "Trainer",
        options: [
          { value: "cd", label: "CD-k" },
          { value: "exact", label: "Exact gradient" }
        ]
      }),
      choice({
        label: "Optimizer",
        kind: "radio",
        options: [
          { value: "sgd", label: "SGD", note: "as in the lab" },
          { value: "adam", label: "Adam" }
        ]
      }),
      choice({
        label: "Hidden units",
        kind: "select",
        options: [2, 5, 10, 20, 50, 100].map((m) => ({ value: m, label: String(m) })),
        value: 10
      })
    ),
    element(
      "div",
      {},
      toggle({ label: "Learn the variance", note: "Otherwise σ stays as it is." }),
      button({ label: "Another seed" }),
      runButton({ label: "Count to twenty", again: "Count again", run: countToTwenty }),
      runButton({
        label: "Fail",
        run: () => Promise.reject(new Error("It was asked to fail, and did."))
      }),
      fileInput({
        label: "Your own points",
        note: "Two numbers a line, with a comma between.",
        example: "x,y\n0.5,-1",
        accept: ".csv,.txt",
        parse: pointsFromCSV,
        summary: (points) => `${points.count} points`
      }),
      error
    )
  );
}

const countToTwenty: Parameters<typeof runButton>[0]["run"] = async ({ signal, progress }) => {
  for (let i = 1; i <= 20 && !signal.aborted; i += 1) {
    progress(i / 20, `${i} of 20`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return "Counted to twenty.";
};
