import { conditionalNotebook } from "../../../notebook/templates/chapters/model.js";
import { evaluateExpression } from "../../../rbm/model/evaluateExpression.js";
import { formulas } from "../../../rbm/model/formulas.js";
import { inAddress } from "../../controls/address.js";
import type { Codec } from "../../controls/address.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { switches } from "../../controls/switches.js";
import { element } from "../../dom/element.js";
import { planeFigure } from "../../figures/plane/planeFigure.js";
import { figureActions } from "../notebook/figureActions.js";
import { mathCell } from "./mathCell.js";
import { conditionalGaussian } from "./smallMachine.js";
import type { SmallMachine } from "./smallMachine.js";

const switchesCodec: Codec<readonly number[]> = {
  parse(text) {
    if (!/^[01]{3}$/.test(text)) throw new Error("must be three digits, each 0 or 1");
    return [...text].map(Number);
  },
  format: (z) => z.join("")
};

/** p(x | z) of the small machine for switches that are set by hand; its value is z. */
export function conditionalExplorer(machine: Control<SmallMachine>): Control<readonly number[]> {
  const z = inAddress("z", switches({ label: "z", count: 3, value: [1, 0, 1] }), switchesCodec);
  const figure = planeFigure({
    label: "p(x | z)",
    window: { xmin: -2, xmax: 2, ymin: -2, ymax: 2 },
    names: { mixture: "p(x | z)" }
  });
  const limits = { min: -8, max: 8 };
  const cell = mathCell({
    label: "Mean of p(x | z)",
    formula: formulas.xMeanGivenZ.expression,
    inputs: {
      z: { value: [z.value], min: 0, max: 1 },
      b: { value: [machine.value.b], ...limits },
      W: { value: machine.value.W, ...limits }
    },
    evaluate: evaluateExpression
  });
  const actions = figureActions("p(x | z)", () => conditionalNotebook(machine.value, z.value));
  const root = element("div", { class: "spread" }, element("div", {}, figure, actions), element("div", {}, z, cell));
  keepInside(root);

  function draw(): void {
    figure.update({ mixture: conditionalGaussian(machine.value, z.value) });
    cell.value = { inputs: { z: [z.value], b: [machine.value.b], W: machine.value.W }, result: null };
  }

  cell.addEventListener("input", () => {
    const typed = cell.value.inputs as Record<"z" | "b" | "W", readonly (readonly number[])[]>;
    const [b1, b2] = typed.b[0];
    if (typed.z[0].every((value) => value === 0 || value === 1)) {
      z.value = typed.z[0];
      emitInput(z);
    }
    machine.value = { ...machine.value, b: [b1, b2], W: typed.W };
    emitInput(machine);
  });
  z.addEventListener("input", () => {
    draw();
    emitInput(root);
  });
  machine.addEventListener("input", draw);
  draw();
  return withValue<readonly number[], HTMLDivElement>(
    root,
    () => z.value,
    (next) => {
      z.value = next;
      draw();
    }
  );
}
