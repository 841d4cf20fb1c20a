import type { DensityGrid, Points, Trajectory } from "../../../rbm/index.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import { player, pressThrough } from "../../controls/player.js";
import type { Player, PlayerOptions } from "../../controls/player.js";
import { ringFigure } from "./ringFigure.js";
import type { PlaneFigure, PlaneOptions } from "./planeFigure.js";
import { drawsAt } from "./trajectoryView.js";

/** The step shown, and the chain that is followed, both counted from 0. */
export interface ChainsValue {
  readonly step: number;
  readonly chain: number | null;
}

export interface AnimationOptions {
  readonly figure?: Partial<PlaneOptions>;
  readonly player?: Partial<Omit<PlayerOptions, "frames" | "watch">>;
}

/** All chains at each step, as diamonds over the data; a click or Enter on one follows it. */
export interface ChainsAnimation extends Control<ChainsValue> {
  readonly figure: PlaneFigure;
  readonly player: Player;
  /** Another trajectory, data or density; the step and the chain are kept where they still exist. */
  update(changes: { trajectory?: Trajectory; data?: Points | null; density?: DensityGrid | null }): void;
}

export function chainsAnimation(
  trajectory: Trajectory,
  data: Points | null,
  options: AnimationOptions = {}
): ChainsAnimation {
  let shown = trajectory;
  const figure = ringFigure({ label: "All chains at one step", pick: true, ...options.figure });
  const play = player({ label: "All chains", watch: figure, ...options.player, frames: trajectory.steps });
  const root = element("div", { class: "animation" }, figure, play);
  keepInside(root);
  pressThrough(figure, play);

  const show = () => figure.update({ draws: drawsAt(shown, play.value) });
  play.addEventListener("input", () => {
    show();
    emitInput(root);
  });
  figure.addEventListener("input", () => emitInput(root));

  figure.update({ data });
  show();
  const result = withValue<ChainsValue, HTMLDivElement>(
    root,
    () => ({ step: play.value, chain: figure.value }),
    ({ step, chain }) => {
      play.value = step;
      figure.value = chain === null || chain >= shown.chains ? null : chain;
      show();
    }
  );
  return Object.assign(result, {
    figure,
    player: play,
    update(changes: Parameters<ChainsAnimation["update"]>[0]) {
      if (changes.trajectory) {
        shown = changes.trajectory;
        play.setFrames(shown.steps);
        if (figure.value !== null && figure.value >= shown.chains) figure.value = null;
      }
      figure.update({
        draws: drawsAt(shown, play.value),
        ...(changes.data === undefined ? {} : { data: changes.data }),
        ...(changes.density === undefined ? {} : { density: changes.density })
      });
    }
  });
}
