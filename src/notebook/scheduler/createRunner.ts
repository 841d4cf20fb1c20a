import type { Cell, Notebook } from "../document/notebook.js";
import { buildGraph, dependentsOf } from "../graph/buildGraph.js";
import type { Graph } from "../graph/graph.js";
import { readCell } from "../graph/readCell.js";
import type { HostContext } from "../functions/hostFunction.js";
import { cellError, cellErrorOf } from "../notebookError.js";
import type { CellError } from "../notebookError.js";
import type { CellOutcome } from "../evaluation/runCell.js";
import { sameValue } from "../values/sameValue.js";
import type { Value } from "../values/value.js";
import type { Program } from "../../language/syntax/tree.js";
import { cellKind } from "./cellKind.js";
import type { CellState } from "./cellState.js";
import { Changes, pageFrame } from "./changes.js";
import type { NextFrame } from "./changes.js";
import type { Runner } from "./runner.js";
import { Turns } from "./turns.js";
import { withDeadline } from "./deadline.js";

/** What the scheduler hands to whoever runs a cell. */
export type RunContext = Pick<HostContext, "signal" | "input" | "progress" | "partial" | "turn" | "comesOf">;

/** Runs the program of a cell; in the page this is runCell with its executors. */
export type RunProgram = (
  program: Program,
  inputs: ReadonlyMap<string, Value>,
  id: string,
  context: RunContext
) => Promise<CellOutcome>;

export interface RunnerOptions {
  readonly runProgram: RunProgram;
  /** ends the workers */
  readonly close?: () => void;
  readonly nextFrame?: NextFrame;
  /** milliseconds a cell may run without a word of progress */
  readonly deadline?: number;
}

/** What is known of a cell besides what the page is shown. */
interface Slot {
  state: CellState;
  /** the text and input of the last run that ended well, and what it was given */
  done: { readonly key: string; readonly inputs: ReadonlyMap<string, Value> } | null;
  running: AbortController | null;
  /** of the text and input now */
  key: string;
}

const blank: CellState = {
  status: "idle",
  value: null,
  names: new Map(),
  isStale: false,
  progress: null,
  note: null,
  error: null,
  kind: "formula",
  version: 0,
  elapsed: null
};

/**
 * Keeps a notebook computed. An edit makes a new graph; what was edited and what depends on it is out of date, and what
 * of that is under way is ended. Then each cell runs when all it needs is there. A cell whose text, input and values are
 * those of its last run isn't run again.
 */
export function createRunner(notebook: Notebook, options: RunnerOptions): Runner {
  const { runProgram, nextFrame = pageFrame, deadline = 60_000 } = options;
  const changes = new Changes(nextFrame);
  const turns = new Turns();
  const slots = new Map<string, Slot>();
  let shown: Notebook = { ...notebook, cells: [] };
  let graph: Graph = buildGraph(shown);
  let settling: { promise: Promise<void>; resolve: () => void } | null = null;
  let pumping = false;
  let isClosed = false;
  show(notebook);

  function show(next: Notebook): void {
    if (isClosed) return;
    const before = graph;
    const same = sameCode(shown, next);
    shown = next;
    if (same) return;
    graph = buildGraph(next);
    changes.graphChanged();
    const cells = new Map(next.cells.map((cell) => [cell.id, cell]));
    for (const [id, slot] of slots) {
      if (cells.get(id)?.kind === "code") continue;
      slot.running?.abort(overtaken);
      slot.running = null;
      slots.delete(id);
    }
    const edited: string[] = [];
    for (const cell of next.cells) {
      if (cell.kind !== "code") continue;
      const key = keyOf(cell);
      const slot = slots.get(cell.id);
      if (!slot) {
        slots.set(cell.id, { state: { ...blank, kind: cellKind(cell, null) }, done: null, running: null, key });
        edited.push(cell.id);
      } else if (slot.key !== key || hasOtherNeeds(before, graph, cell.id)) {
        slot.key = key;
        edited.push(cell.id);
      } else if (slot.state.error && readCell(cell.source).program) {
        // Blanks were typed: the message has to find its place again.
        edited.push(cell.id);
      }
    }
    invalidate(edited);
  }

  /** Marks cells and all that depends on them as out of date, and starts what can start. */
  function invalidate(ids: Iterable<string>): void {
    for (const id of dependentsOf(graph, ids)) {
      const slot = slots.get(id);
      if (!slot) continue;
      slot.running?.abort(overtaken);
      slot.running = null;
      const isStale = slot.state.value !== null;
      put(id, { status: "waiting", isStale, progress: null, note: null, error: null });
    }
    pump();
  }

  /** Starts each waiting cell whose needs are met. */
  function pump(): void {
    if (pumping || isClosed) return;
    pumping = true;
    for (let again = true; again;) {
      again = false;
      for (const id of graph.order) if (slots.get(id)?.state.status === "waiting") again = consider(id) || again;
    }
    // Those of a cycle have no place in the order.
    for (const [id, slot] of slots) {
      const fault = graph.nodes.get(id)?.fault;
      if (slot.state.status === "waiting" && fault) fail(id, fault);
    }
    for (const [id, slot] of slots) {
      if (slot.state.status === "waiting") consider(id);
    }
    pumping = false;
    if (settling && !isBusy()) {
      settling.resolve();
      settling = null;
    }
  }

  /** @returns whether the cell came to an end at once, so that others may be able to start */
  function consider(id: string): boolean {
    const node = graph.nodes.get(id)!;
    if (node.fault) return fail(id, node.fault);
    const upstream = node.needs.find((need) => slots.get(need)!.state.status === "failed");
    if (upstream !== undefined) return fail(id, upstreamError(id, upstream));
    if (node.needs.some((need) => slots.get(need)!.state.status !== "idle")) return false;
    const slot = slots.get(id)!;
    const { program } = readCell(cellOf(id).source);
    if (program === null) {
      slot.done = { key: slot.key, inputs: new Map() };
      put(id, { ...blank, kind: "formula", version: slot.state.version + 1 });
      return true;
    }
    const inputs = inputsOf(id);
    if (slot.done && slot.done.key === slot.key && sameInputs(slot.done.inputs, inputs)) {
      put(id, { status: "idle", isStale: false, progress: null, note: null, error: null });
      return true;
    }
    void start(id, program, inputs);
    return false;
  }

  async function start(id: string, program: Program, inputs: ReadonlyMap<string, Value>): Promise<void> {
    const slot = slots.get(id)!;
    const cell = cellOf(id);
    const controller = new AbortController();
    const { signal } = controller;
    slot.running = controller;
    const { key } = slot;
    const started = performance.now();
    put(id, { status: "running", progress: null, note: null, error: null });
    const isMine = (): boolean => slot.running === controller;
    const clock = withDeadline(deadline, () => controller.abort(new TimeUp(deadline)));
    const context: RunContext = {
      signal,
      input: cell.value,
      progress(fraction, note) {
        clock.restart();
        if (isMine()) put(id, { progress: Math.min(1, Math.max(0, fraction)), note });
      },
      partial(value) {
        clock.restart();
        if (isMine()) put(id, { value, isStale: false, kind: cellKind(cell, value), version: slot.state.version + 1 });
      },
      comesOf,
      async turn() {
        clock.stop();
        const release = await turns.take(signal);
        clock.restart();
        return release;
      }
    };
    try {
      const outcome = await untilAborted(runProgram(program, inputs, id, context), signal);
      if (!isMine()) return;
      slot.running = null;
      finish(id, outcome, { key, inputs }, performance.now() - started);
    } catch (error) {
      if (!isMine()) return;
      slot.running = null;
      slot.done = null;
      fail(id, errorOf(error));
    } finally {
      clock.stop();
    }
    pump();
  }

  function finish(id: string, outcome: CellOutcome, done: NonNullable<Slot["done"]>, elapsed: number): void {
    const slot = slots.get(id)!;
    slot.done = done;
    // A value that came out as before is the one before, so that who uses it sees that nothing changed.
    const before = slot.state.names;
    const names = new Map<string, Value>();
    for (const [name, value] of outcome.names) {
      const known = before.get(name);
      names.set(name, known && sameValue(known, value) ? known : value);
    }
    const value = outcome.value && keptValue(outcome, names);
    put(id, {
      status: "idle",
      value,
      names,
      isStale: false,
      progress: null,
      note: null,
      error: null,
      kind: cellKind(cellOf(id), value),
      version: slot.state.version + 1,
      elapsed
    });
  }

  function fail(id: string, error: CellError): boolean {
    const { value } = slots.get(id)!.state;
    put(id, { status: "failed", error, isStale: value !== null, progress: null, note: null });
    return true;
  }

  function upstreamError(id: string, upstream: string): CellError {
    const { uses } = graph.nodes.get(id)!;
    const place = uses.find(({ name }) => giver(name) === upstream);
    const name = place?.name ?? "a value";
    const { error } = slots.get(upstream)!.state;
    const why = error?.kind === "stopped" ? "was stopped" : "has no value";
    return cellError("upstream", `${name} ${why}: see its cell.`, place?.span ?? null, [upstream]);
  }

  function giver(name: string): string | undefined {
    return (
      graph.definedBy.get(name) ?? [...graph.nodes.values()].find((n) => n.defines.some((d) => d.name === name))?.id
    );
  }

  function inputsOf(id: string): ReadonlyMap<string, Value> {
    const inputs = new Map<string, Value>();
    for (const { name } of graph.nodes.get(id)!.uses) {
      const from = graph.definedBy.get(name);
      const value = from === undefined ? undefined : slots.get(from)?.state.names.get(name);
      if (value) inputs.set(name, value);
    }
    return inputs;
  }

  function comesOf(name: string, names: readonly string[]): boolean {
    const from = graph.definedBy.get(name);
    if (from === undefined) return false;
    const found = new Set([from]);
    for (const id of found) {
      const node = graph.nodes.get(id)!;
      if (node.uses.some((use) => names.includes(use.name))) return true;
      node.needs.forEach((need) => found.add(need));
    }
    return false;
  }

  function put(id: string, changed: Partial<CellState>): void {
    const slot = slots.get(id)!;
    slot.state = { ...slot.state, ...changed };
    changes.cell(id);
  }

  function cellOf(id: string): Cell {
    return shown.cells.find((cell) => cell.id === id)!;
  }

  function isBusy(): boolean {
    for (const { state } of slots.values()) if (state.status === "waiting" || state.status === "running") return true;
    return false;
  }

  function rerun(ids: readonly string[]): void {
    for (const id of ids) {
      const slot = slots.get(id);
      if (slot) slot.done = null;
    }
    invalidate(ids);
  }

  return {
    show,
    get notebook() {
      return shown;
    },
    get graph() {
      return graph;
    },
    get isBusy() {
      return isBusy();
    },
    state: (id) => slots.get(id)?.state ?? { ...blank, kind: "text" },
    subscribe: (listener) => changes.subscribe(listener),
    run: (id) => rerun([id]),
    runAll: () => rerun([...slots.keys()]),
    stop(id) {
      for (const [each, slot] of slots) {
        const { status } = slot.state;
        if ((id !== undefined && id !== each) || (status !== "running" && status !== "waiting")) continue;
        slot.running?.abort(overtaken);
        slot.running = null;
        slot.done = null;
        fail(each, cellError("stopped", "Stopped. Run the cell to go on."));
      }
      pump();
    },
    settled() {
      if (!isBusy()) return Promise.resolve();
      if (!settling) {
        let resolve = (): void => {};
        const promise = new Promise<void>((done) => (resolve = done));
        settling = { promise, resolve };
      }
      return settling.promise;
    },
    close() {
      isClosed = true;
      for (const slot of slots.values()) {
        slot.running?.abort(overtaken);
        slot.running = null;
      }
      settling?.resolve();
      settling = null;
      options.close?.();
    }
  };
}

/** Whoever runs a cell may be slow to hear that it is ended; nobody waits for that. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** The reason of a run that is ended because nobody waits for it any more. */
const overtaken = new Error("overtaken");

class TimeUp extends Error {
  constructor(deadline: number) {
    super(`The cell ran for more than ${deadline / 1000} seconds without a sign of progress, and was stopped.`);
  }
}

function errorOf(error: unknown): CellError {
  return error instanceof TimeUp ? cellError("time", error.message) : cellErrorOf(error);
}

/** A cell's text without blanks and comments, and what its input is set to. */
function keyOf(cell: Cell): string {
  const { key } = readCell(cell.source);
  return cell.value === undefined ? key : `${key}\0${typeof cell.value}${JSON.stringify(cell.value)}`;
}

function sameCode(a: Notebook, b: Notebook): boolean {
  if (a.cells === b.cells) return true;
  if (a.cells.length !== b.cells.length) return false;
  return a.cells.every((cell, i) => {
    const other = b.cells[i];
    if (cell === other) return true;
    return (
      cell.id === other.id && cell.kind === other.kind && cell.source === other.source && cell.value === other.value
    );
  });
}

/** Whether a cell takes its names from elsewhere now, or has another fault. */
function hasOtherNeeds(before: Graph, after: Graph, id: string): boolean {
  const [a, b] = [before.nodes.get(id), after.nodes.get(id)];
  if (!a || !b) return true;
  if (a.fault?.message !== b.fault?.message) return true;
  return a.needs.length !== b.needs.length || a.needs.some((need, i) => need !== b.needs[i]);
}

function sameInputs(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, value] of a) if (b.get(name) !== value) return false;
  return true;
}

/** The last value, as the one kept under its name where it has one. */
function keptValue({ value, names }: CellOutcome, kept: ReadonlyMap<string, Value>): Value {
  for (const [name, each] of names) if (each === value) return kept.get(name)!;
  return value!;
}
