import { choice } from "./choice.js";
import { emitInput, keepInside, withValue } from "./control.js";
import type { Control } from "./control.js";
import { element, uniqueId } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import type { IconName } from "../dom/icon.js";
import { advance, changeRate, pause, play, playback, seek, setFrames, setMode, stepBy } from "./playback.js";
import type { Playback, PlaybackMode } from "./playback.js";
import { playerHelp } from "./playerHelp.js";

export interface PlayerOptions {
  readonly frames: number;
  /** What is played: the accessible name of the group. */
  readonly label: string;
  /** Frames per second at the start. */
  readonly rate?: number;
  readonly mode?: PlaybackMode;
  /** Plays at once, unless the reader prefers reduced motion. */
  readonly autoplay?: boolean;
  /** The figure that is played, if the clock should run as long as that can be seen. */
  readonly watch?: Element;
  /** What a frame is called; "step" unless given. */
  readonly unit?: string;
}

/** A player; its value is the frame shown, 0 to frames − 1. */
export interface Player extends Control<number> {
  readonly state: Playback;
  play(direction?: 1 | -1): void;
  pause(): void;
  /** Another number of frames; the frame shown is kept where it still exists. */
  setFrames(frames: number): void;
  /** Acts on one of the player's keys, wherever it was pressed; tells whether it was one. */
  press(key: string): boolean;
}

// A page in the background gets no frames; what it missed is not made up for when it comes back.
const longestTick = 0.25;

export function player(options: PlayerOptions): Player {
  const unit = options.unit ?? "step";
  let state = playback(options.frames, { rate: options.rate ?? 30, mode: options.mode ?? "loop" });
  let ticking: number | null = null;
  let lastTick = 0;
  let visible = true;

  const acts: readonly [IconName, string, () => Playback][] = [
    ["first", `First ${unit}`, () => pause(seek(state, 0))],
    ["stepBack", "Step back", () => stepBy(state, -1)],
    ["playBackward", "Play backward", () => play(state, -1)],
    ["pause", "Pause", () => pause(state)],
    ["play", "Play", () => play(state, 1)],
    ["stepForward", "Step forward", () => stepBy(state, 1)],
    ["last", `Last ${unit}`, () => pause(seek(state, state.frames - 1))]
  ];
  const buttons = acts.map(([name, label, next]) => iconButton(name, label, () => become(next())));
  const scrubber = element("input", {
    type: "range",
    min: 0,
    step: 1,
    class: "scrubber",
    "aria-label": `Shown ${unit}`
  });
  const counter = element("output", { class: "player-counter" });
  const rateText = element("output", { class: "player-rate", "aria-live": "polite" });
  const slower = iconButton("slower", "Slower", () => become(changeRate(state, -1)));
  const faster = iconButton("faster", "Faster", () => become(changeRate(state, 1)));
  const mode = choice<PlaybackMode>({
    label: "At the end",
    hideLabel: true,
    kind: "segmented",
    options: [
      { value: "once", label: "Once" },
      { value: "loop", label: "Loop" },
      { value: "reflect", label: "Reflect" }
    ],
    value: state.mode
  });
  const root = element(
    "div",
    { class: "player", role: "group", "aria-label": options.label, id: uniqueId("player") },
    element("div", { class: "player-track" }, scrubber, counter),
    element("div", { class: "player-row" }, element("div", { class: "player-buttons" }, ...buttons), playerHelp(unit)),
    element(
      "div",
      { class: "player-row" },
      element("div", { class: "player-speed", role: "group", "aria-label": "Speed" }, slower, rateText, faster),
      mode
    )
  );
  keepInside(root);

  scrubber.addEventListener("input", () => become(seek(state, scrubber.valueAsNumber)));
  mode.addEventListener("input", () => become(setMode(state, mode.value)));
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    // A button's own keys, and a radio group's arrows, stay theirs.
    const target = event.target;
    if (target.closest("button") && (event.key === " " || event.key === "Enter")) return;
    if (target.matches("input[type=radio]") && (event.key === " " || event.key.startsWith("Arrow"))) return;
    if (press(event.key)) event.preventDefault();
  });

  function press(key: string): boolean {
    const large = Math.max(1, Math.round(state.frames / 10));
    const next: Record<string, () => Playback> = {
      " ": () => (state.playing ? pause(state) : play(state, state.direction)),
      ArrowLeft: () => stepBy(state, -1),
      ArrowDown: () => stepBy(state, -1),
      ArrowRight: () => stepBy(state, 1),
      ArrowUp: () => stepBy(state, 1),
      PageDown: () => stepBy(state, -large),
      PageUp: () => stepBy(state, large),
      Home: () => pause(seek(state, 0)),
      End: () => pause(seek(state, state.frames - 1)),
      "+": () => changeRate(state, 1),
      "=": () => changeRate(state, 1),
      "-": () => changeRate(state, -1),
      "−": () => changeRate(state, -1)
    };
    if (!next[key]) return false;
    become(next[key]());
    return true;
  }

  function become(next: Playback): void {
    const moved = next.frame !== state.frame;
    state = next;
    show();
    schedule();
    if (moved) emitInput(root);
  }

  function show(): void {
    const { frame, frames, playing, direction, rate } = state;
    scrubber.max = String(frames - 1);
    scrubber.value = String(frame);
    scrubber.setAttribute("aria-valuetext", `${unit} ${frame + 1} of ${frames}`);
    scrubber.style.setProperty("--filled", String(frames > 1 ? frame / (frames - 1) : 0));
    counter.textContent = `${frame + 1} / ${frames}`;
    counter.style.minWidth = `${2 * String(frames).length + 3}ch`;
    if (rateText.textContent !== `${rate} / s`) rateText.textContent = `${rate} / s`;
    mode.value = state.mode;
    for (const [index, [name]] of acts.entries()) {
      const pressed =
        (name === "play" && playing && direction === 1) ||
        (name === "playBackward" && playing && direction === -1) ||
        (name === "pause" && !playing);
      if (name === "play" || name === "playBackward" || name === "pause") {
        buttons[index].setAttribute("aria-pressed", String(pressed));
      }
    }
  }

  function schedule(): void {
    const wanted = state.playing && visible && root.isConnected;
    if (wanted && ticking === null) {
      lastTick = performance.now();
      ticking = requestAnimationFrame(tick);
    } else if (!wanted && ticking !== null) {
      cancelAnimationFrame(ticking);
      ticking = null;
    }
  }

  function tick(now: number): void {
    ticking = null;
    const seconds = Math.min(longestTick, Math.max(0, (now - lastTick) / 1000));
    lastTick = Math.max(now, lastTick);
    if (root.isConnected) {
      const next = advance(state, seconds);
      const moved = next.frame !== state.frame;
      const stopped = !next.playing;
      state = next;
      if (moved || stopped) show();
      if (moved) emitInput(root);
      // A listener may have paused it, or started another loop.
      if (state.playing && visible && ticking === null) ticking = requestAnimationFrame(tick);
    }
  }

  // Also told when they enter or leave the page: the player rests while nobody can see it or what it plays.
  const seen = new Map<Element, boolean>();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen.set(target, isIntersecting);
    visible = [...seen.values()].includes(true);
    schedule();
  });
  observer.observe(root);
  if (options.watch) observer.observe(options.watch);

  if (options.autoplay && !matchMedia("(prefers-reduced-motion: reduce)").matches) state = play(state);
  show();

  const result = withValue(
    root,
    () => state.frame,
    (frame) => {
      state = seek(state, frame);
      show();
    }
  );
  Object.defineProperty(result, "state", { get: () => state });
  return Object.assign(result as unknown as Player, {
    play: (direction: 1 | -1 = 1) => become(play(state, direction)),
    pause: () => become(pause(state)),
    setFrames(frames: number) {
      state = setFrames(state, frames);
      show();
    },
    press
  });
}

/** The figure's own arrows move its cursor; Space, + and − reach the player from there as well. */
export function pressThrough(figure: HTMLElement, play: Player): void {
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || ![" ", "+", "=", "-"].includes(event.key)) return;
    if (play.press(event.key)) event.preventDefault();
  });
}

function iconButton(name: IconName, label: string, act: () => void): HTMLButtonElement {
  const button = element(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label },
    icon(name)
  );
  button.addEventListener("click", act);
  return button;
}
