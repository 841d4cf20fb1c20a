import type { DensityGrid, Points, Trajectory } from "../rbm/index.js";
import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element } from "./element.js";
import { player } from "./player.js";
import type { Player, PlayerOptions } from "./player.js";
import { ringFigure } from "./ringFigure.js";
import type { PlaneFigure, PlaneOptions } from "./planeFigure.js";
import { chainPath, drawsAt } from "./trajectoryView.js";

/** The step shown, and the chain that is followed, both counted from 0. */
export interface ChainsValue {
  readonly step: number;
  readonly chain: number | null;
}

export interface AnimationOptions {
  readonly figure?: Partial<PlaneOptions>;
  readonly player?: Partial<Omit<PlayerOptions, "frames">>;
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
  const play = player({ label: "All chains", ...options.player, frames: trajectory.steps });
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
  const play = player({ label: "The trail", mode: "once", ...options.player, frames: length() });
  const root = element("div", { class: "animation" }, figure, play);
  keepInside(root);
  pressThrough(figure, play);

  const show = () => figure.update({ trail: { values: path, count: play.value + 1 } });
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
      figure.update({
        trail: { values: path, count: play.value + 1 },
        ...(changes.data === undefined ? {} : { data: changes.data }),
        ...(changes.density === undefined ? {} : { density: changes.density })
      });
    }
  });
}

/** A chain followed in the first animation is the one whose trail the second shows; from its first step on. */
export function followInTrail(chains: ChainsAnimation, trail: TrailAnimation): void {
  const link = () => {
    const { chain } = chains.value;
    if (chain === null || chain === trail.value.chain) return;
    trail.value = { step: 0, chain };
    emitInput(trail);
  };
  chains.addEventListener("input", link);
  chains.value = { step: chains.value.step, chain: chains.value.chain ?? trail.value.chain };
  link();
}

/** The figure's own arrows move its cursor; Space, + and − reach the player from there as well. */
function pressThrough(figure: HTMLElement, play: Player): void {
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || ![" ", "+", "=", "-"].includes(event.key)) return;
    if (play.press(event.key)) event.preventDefault();
  });
}
