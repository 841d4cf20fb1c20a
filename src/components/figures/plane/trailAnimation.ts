import type { DensityGrid, Points, Trajectory } from "../../../rbm/index.js";
import type { AnimationOptions, ChainsAnimation } from "./chainsAnimation.js";
import { emitInput, keepInside, withValue } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { element } from "../../dom/element.js";
import type { PlaneFigure } from "./planeFigure.js";
import { player, pressThrough } from "../../controls/player.js";
import type { Player } from "../../controls/player.js";
import { ringFigure } from "./ringFigure.js";
import { chainPath } from "./trajectoryView.js";

/** The step shown, and the chain whose trail it is, both counted from 0. */
export interface TrailValue {
  readonly step: number;
  readonly chain: number;
}

/** The trail of one chain over the data, older segments fading. */
export interface TrailAnimation extends Control<TrailValue> {
  readonly figure: PlaneFigure;
  readonly player: Player;
  update(changes: { trajectory?: Trajectory; data?: Points | null; density?: DensityGrid | null }): void;
}

/** @param options.steps how many steps of the chain are walked; 300 unless given, or all where there are fewer */
export function trailAnimation(
  trajectory: Trajectory,
  chain: number,
  data: Points | null,
  options: AnimationOptions & { readonly steps?: number } = {}
): TrailAnimation {
  let shown = trajectory;
  let followed = chain;
  const length = () => Math.min(options.steps ?? 300, shown.steps);
  let path = chainPath(shown, followed, length());
  const figure = ringFigure({ label: "The trail of one chain", ...options.figure });
  const play = player({ label: "The trail", mode: "once", watch: figure, ...options.player, frames: length() });
  const which = element("p", { class: "statement", "aria-live": "polite" });
  const root = element("div", { class: "animation" }, which, figure, play);
  keepInside(root);
  pressThrough(figure, play);

  function show(): void {
    const text = `Followed: chain ${followed + 1} of ${shown.chains}.`;
    if (which.textContent !== text) which.textContent = text;
    figure.update({ trail: { values: path, count: play.value + 1 } });
  }

  play.addEventListener("input", () => {
    show();
    emitInput(root);
  });

  figure.update({ data });
  show();
  const follow = (next: number) => {
    followed = Math.min(shown.chains - 1, Math.max(0, next));
    path = chainPath(shown, followed, length());
  };
  const result = withValue<TrailValue, HTMLDivElement>(
    root,
    () => ({ step: play.value, chain: followed }),
    (value) => {
      play.value = value.step;
      follow(value.chain);
      show();
    }
  );
  return Object.assign(result, {
    figure,
    player: play,
    update(changes: Parameters<TrailAnimation["update"]>[0]) {
      if (changes.trajectory) {
        shown = changes.trajectory;
        play.setFrames(length());
        follow(followed);
      }
      show();
      figure.update({
        ...(changes.data === undefined ? {} : { data: changes.data }),
        ...(changes.density === undefined ? {} : { density: changes.density })
      });
    }
  });
}

/** A chain picked in the first animation is the one whose trail the second shows; the step stays. */
export function followInTrail(chains: ChainsAnimation, trail: TrailAnimation): void {
  chains.addEventListener("input", () => {
    const { chain } = chains.value;
    if (chain === null || chain === trail.value.chain) return;
    trail.value = { step: trail.value.step, chain };
    emitInput(trail);
  });
}
