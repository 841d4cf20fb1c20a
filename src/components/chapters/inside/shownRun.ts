import { densityGrid } from "../../../rbm/exact/densityGrid.js";
import type { DensityGrid } from "../../../rbm/exact/grid.js";
import type { Machine } from "../../../rbm/model/machine.js";
import { inAddress, numberCodec, switchCodec } from "../../controls/address.js";
import { emitInput } from "../../controls/control.js";
import type { Control } from "../../controls/control.js";
import { slider } from "../../controls/slider.js";
import { toggle } from "../../controls/toggle.js";
import { frameOnce } from "../../dom/frameOnce.js";
import { element } from "../../dom/element.js";
import { errorBox } from "../../dom/errorBox.js";
import { ringWindow } from "../../sources/ringWindow.js";
import { couplingChoice } from "../training/couplingChoice.js";
import { runTrainer } from "./runTrainer.js";
import { firstSettings, firstUpdates, mostUpdates, untrainedRun } from "./smallRun.js";
import type { RunSettings, SmallRun } from "./smallRun.js";

const updatesRange = { label: "Updates done", min: 0, max: mostUpdates, integer: true } as const;

/** The machine that all figures of the page show, at one moment of its training; untrained until the run is there. */
export interface ShownRun {
  readonly run: SmallRun;
  /** updates done so far, 0 to mostUpdates: those that the reader asked for, once the run is there */
  readonly done: number;
  /** updates that the reader asked for */
  readonly asked: number;
  readonly machine: Machine;
  /** Shows the machine after another number of updates; whoever listens is told. */
  goTo(done: number): void;
  /** Calls back after each change, at most once a frame; the first time when the run is there, or has failed. */
  onChange(listener: () => void): void;
  /** Its exact density on the page's window. */
  density(machine?: Machine): DensityGrid;
}

/** What sets the run, and the run: trained anew when a setting changes. Until it is, the one before is shown. */
export interface RunControls extends HTMLElement {
  readonly shown: ShownRun;
}

export function runControls(): RunControls {
  const hidden = { label: "Hidden units", min: 2, max: 20, integer: true } as const;
  const seed = { label: "Seed", min: 0, max: 99, integer: true } as const;
  const controls = {
    hidden: inAddress("hidden", slider({ ...hidden, value: firstSettings.hidden }), numberCodec(hidden)),
    seed: inAddress("seed", slider({ ...seed, value: firstSettings.seed }), numberCodec(seed)),
    coupling: couplingChoice(),
    clipped: inAddress(
      "clipped",
      toggle({ label: "Clip the gradient at 1", value: firstSettings.clipped }),
      switchCodec
    )
  };
  const done = inAddress("updates", slider({ ...updatesRange, value: firstUpdates }), numberCodec(updatesRange));
  const failure = errorBox();
  const settings = (): RunSettings => ({
    hidden: controls.hidden.value,
    seed: controls.seed.value,
    coupling: controls.coupling.value,
    clipped: controls.clipped.value
  });
  const listeners: (() => void)[] = [];
  const densities = new WeakMap<Machine, DensityGrid>();
  let run = untrainedRun(settings());
  const tell = frameOnce(() => {
    for (const listener of listeners) listener();
  });
  const train = runTrainer({
    trained(next) {
      run = next;
      failure.update(null);
      tell();
    },
    failed(message) {
      const shown = run.losses.length > 0 ? "run before" : "machine before training";
      failure.update(`This run could not be trained. ${message} The ${shown} is shown.`);
      tell();
    }
  });
  train(settings());

  for (const control of Object.values(controls))
    (control as Control<unknown>).addEventListener("input", () => train(settings()));
  done.addEventListener("input", tell);

  const shown: ShownRun = {
    get run() {
      return run;
    },
    get done() {
      return Math.min(done.value, run.losses.length);
    },
    get asked() {
      return done.value;
    },
    get machine() {
      return run.machines[shown.done];
    },
    goTo(next) {
      if (next === done.value) return;
      done.value = next;
      emitInput(done);
    },
    onChange: (listener) => void listeners.push(listener),
    density(machine = shown.machine) {
      const known = densities.get(machine) ?? densityGrid(machine, ringWindow);
      densities.set(machine, known);
      return known;
    }
  };
  const root = element(
    "fieldset",
    { class: "control-group" },
    element("legend", { class: "visually-hidden" }, "The run of this page"),
    done,
    ...Object.values(controls),
    failure
  );
  return Object.assign(root, { shown });
}

/** Another handle on how many updates are done, for a figure further down. */
export function updatesSlider(shown: ShownRun): Control<number> {
  const control = slider({ ...updatesRange, value: shown.asked });
  control.addEventListener("input", () => shown.goTo(control.value));
  shown.onChange(() => {
    if (control.value !== shown.asked) control.value = shown.asked;
  });
  return control;
}
