import { button } from "./button.js";
import { emitInput, keepInside, withValue } from "./control.js";
import { element, uniqueId } from "../dom/element.js";
import { errorBox } from "../dom/errorBox.js";

export type RunState = "idle" | "running" | "done" | "cancelled" | "failed";

/** What a run is given: a signal that says when it was cancelled, and a way to say how far it is. */
export interface RunContext {
  readonly signal: AbortSignal;
  /** @param fraction 0 to 1 @param text a few words, as in "epoch 120 of 300" */
  progress(fraction: number, text?: string): void;
}

export interface RunButtonOptions {
  readonly label: string;
  /** What the button says once it has run; the same unless given. */
  readonly again?: string;
  /** Does the work; may return what to say at the end. What it throws is shown, unless it was cancelled. */
  readonly run: (context: RunContext) => Promise<string | void>;
}

/** A button for work that takes a while: progress, Cancel, and how it ended. Its value is the state of the run. */
export interface RunButton extends HTMLElement {
  readonly value: RunState;
  /** Starts a run, as a click does; one under way is cancelled first. */
  start(): Promise<void>;
  cancel(): void;
}

export function runButton(options: RunButtonOptions): RunButton {
  let state: RunState = "idle";
  let controller: AbortController | null = null;

  const go = button({ label: options.label, primary: true, onClick: () => void start() });
  const stop = button({ label: "Cancel", onClick: () => cancel() });
  const statusId = uniqueId("run");
  const bar = element("progress", {
    class: "run-progress",
    max: 1,
    value: 0,
    "aria-label": `Progress: ${options.label}`
  });
  const detail = element("p", { class: "run-status", id: statusId });
  const announced = element("p", { class: "visually-hidden", role: "status" });
  const failure = errorBox();
  const root = element(
    "div",
    { class: "control run" },
    element("div", { class: "run-row" }, go, stop),
    bar,
    detail,
    announced,
    failure
  );
  keepInside(root);
  show("");

  function become(next: RunState, text: string): void {
    state = next;
    show(text);
    // Said once a change of state; the progress in between would drown everything else.
    announced.textContent = next === "running" ? "Running." : text;
    emitInput(root);
  }

  function show(text: string): void {
    const running = state === "running";
    go.disabled = running;
    stop.disabled = !running;
    go.textContent = state === "idle" || running ? options.label : (options.again ?? options.label);
    bar.style.visibility = running ? "visible" : "hidden";
    detail.textContent = text;
    root.dataset.state = state;
  }

  async function start(): Promise<void> {
    controller?.abort();
    const own = new AbortController();
    controller = own;
    const focused = document.activeElement === go;
    failure.update(null);
    bar.value = 0;
    become("running", "");
    if (focused) stop.focus();
    const progress = (fraction: number, text?: string) => {
      if (controller !== own) return;
      bar.value = fraction;
      detail.textContent = text ?? `${Math.round(100 * fraction)} %`;
    };
    try {
      const said = await options.run({ signal: own.signal, progress });
      finish(own, own.signal.aborted ? "cancelled" : "done", said || "Done.");
    } catch (error) {
      if (!own.signal.aborted && controller === own) failure.update(error);
      finish(own, own.signal.aborted ? "cancelled" : "failed", "It failed.");
    }
  }

  function finish(own: AbortController, next: RunState, text: string): void {
    if (controller !== own) return;
    controller = null;
    const focused = document.activeElement === stop;
    become(next, next === "cancelled" ? "Cancelled." : text);
    if (focused) go.focus();
  }

  function cancel(): void {
    const own = controller;
    if (!own) return;
    own.abort();
    finish(own, "cancelled", "");
  }

  const result = withValue<RunState, HTMLDivElement>(
    root,
    () => state,
    () => {
      throw new TypeError("a run's state is read only: use start() and cancel()");
    }
  );
  return Object.assign(result, { start, cancel });
}
