import type { InsideSpec, UpdateSketchSpec } from "../../../../notebook/values/figure.js";
import { densityGrid } from "../../../../rbm/exact/densityGrid.js";
import { completeRecipe, labRecipe } from "../../../../rbm/training/recipe.js";
import { planeFigure } from "../../../figures/plane/planeFigure.js";
import { ringWindow } from "../../../sources/ringWindow.js";
import { meansSketch } from "../../inside/meansSketch.js";
import { planeSketch } from "../../inside/planeSketch.js";
import { unitSketch } from "../../inside/unitSketch.js";
import { stagesOf } from "../../inside/updateStages.js";
import { contoursAt, showsDraws, stageNames, updateSketch } from "../../inside/updateSketch.js";

/** A machine taken apart, as the page that looks inside draws it. */
export function insideView(first: InsideSpec): { element: HTMLElement; update(figure: InsideSpec): boolean } {
  const sketch = planeSketch();
  const figure = planeFigure({ label: first.label, overlay: sketch, names: { density: "p(x), exact" } });
  show(first);

  function show(spec: InsideSpec): void {
    const { machine, data } = spec;
    if (spec.sketch.kind === "update") return showUpdate(spec, spec.sketch);
    figure.update({ data, density: densityGrid(machine, ringWindow), contours: [] });
    sketch.update(
      spec.sketch.kind === "sides" ? unitSketch(machine, spec.sketch.unit) : meansSketch(machine, spec.sketch.earlier)
    );
  }

  function showUpdate({ machine, data }: InsideSpec, update: UpdateSketchSpec): void {
    const { z, draws, rate: learningRate, clip, coupling } = update;
    const recipe = completeRecipe({ ...labRecipe, hidden: machine.m, learningRate, clip, coupling });
    const stages = stagesOf({ before: machine, batch: data, z, draws, recipe });
    const name = stageNames[update.stage];
    figure.update({
      data,
      draws: showsDraws(name) ? { ...data, values: draws } : null,
      density: densityGrid(name === "Step" ? stages.after : machine, ringWindow),
      contours: contoursAt(name)
    });
    sketch.update(updateSketch(stages, name, update.point));
  }

  return {
    element: figure,
    update(next) {
      if (next.label !== first.label) return false;
      show(next);
      return true;
    }
  };
}
