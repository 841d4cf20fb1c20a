import type { Cell, Notebook } from "../document/notebook.js";
import type { CellOutcome } from "../evaluation/runCell.js";
import { buildGraph, dependentsOf } from "../graph/buildGraph.js";
import type { Graph } from "../graph/graph.js";
import { readCell } from "../graph/readCell.js";
import { cellError } from "../notebookError.js";
import type { Value } from "../values/value.js";
import type { Program } from "../../language/syntax/tree.js";
import { cellKind } from "./cellKind.js";
import { Changes, pageFrame } from "./changes.js";
import type { NextFrame } from "./changes.js";
import { errorOf } from "./endOfRun.js";
import { keepValues, sameInputs } from "./keepValues.js";
import type { Runner } from "./runner.js";
import { runInTime } from "./runProgram.js";
import type { RunOptions, RunProgram } from "./runProgram.js";
import { blank, Slots } from "./slots.js";
import { Turns } from "./turns.js";
import { comesOf, inputsOf, upstreamError } from "./upstream.js";
import { sameCode, takeEdits } from "./whatChanged.js";

export type { RunContext, RunProgram } from "./runProgram.js";

export interface RunnerOptions {
  readonly runProgram: RunProgram;
  /** ends the workers */
  readonly close?: () => void;
  readonly nextFrame?: NextFrame;
  /** milliseconds a cell may run without a word of progress */
  readonly deadline?: number;
}

/**
 * Keeps a notebook computed. An edit makes a new graph; what was edited and what depends on it is out of date, and what
 * of that is under way is ended. Then each cell runs when all it needs is there. A cell whose text, input and values are
 * those of its last run isn't run again.
 */
export function createRunner(notebook: Notebook, options: RunnerOptions): Runner {
  const { runProgram, nextFrame = pageFrame, deadline = 60_000 } = options;
  const changes = new Changes(nextFrame);
  const turns = new Turns();
  const slots = new Slots(changes);
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
    invalidate(takeEdits(slots, next, before, graph));
  }

  /** Marks cells and all that depends on them as out of date, and starts what can start. */
  function invalidate(ids: Iterable<string>): void {
    for (const id of dependentsOf(graph, ids)) {
      const slot = slots.get(id);
      if (!slot) continue;
      slots.end(slot);
      const isStale = slot.state.value !== null;
      slots.put(id, { status: "waiting", isStale, progress: null, note: null, error: null });
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
      if (slot.state.status === "waiting" && fault) slots.fail(id, fault);
    }
    for (const [id, slot] of slots) {
      if (slot.state.status === "waiting") consider(id);
    }
    pumping = false;
    if (settling && !slots.isBusy) {
      settling.resolve();
      settling = null;
    }
  }

  /** @returns whether the cell came to an end at once, so that others may be able to start */
  function consider(id: string): boolean {
    const node = graph.nodes.get(id)!;
    if (node.fault) return slots.fail(id, node.fault);
    const upstream = node.needs.find((need) => slots.get(need)!.state.status === "failed");
    if (upstream !== undefined) return slots.fail(id, upstreamError(graph, slots, id, upstream));
    if (node.needs.some((need) => slots.get(need)!.state.status !== "idle")) return false;
    const slot = slots.get(id)!;
    const { program } = readCell(cellOf(id).source);
    if (program === null) {
      slot.done = { key: slot.key, inputs: new Map() };
      slots.put(id, { ...blank, kind: "formula", version: slot.state.version + 1 });
      return true;
    }
    const inputs = inputsOf(graph, slots, id);
    if (slot.done && slot.done.key === slot.key && sameInputs(slot.done.inputs, inputs)) {
      slots.put(id, { status: "idle", isStale: false, progress: null, note: null, error: null });
      return true;
    }
    void start(id, program, inputs);
    return false;
  }

  async function start(id: string, program: Program, inputs: ReadonlyMap<string, Value>): Promise<void> {
    const slot = slots.get(id)!;
    const cell = cellOf(id);
    const controller = new AbortController();
    slot.running = controller;
    const { key } = slot;
    const started = performance.now();
    slots.put(id, { status: "running", progress: null, note: null, error: null });
    const isMine = (): boolean => slot.running === controller;
    const about: RunOptions = {
      ...{ controller, turns, deadline, input: cell.value },
      comesOf: (name, names) => comesOf(graph, name, names),
      progress(fraction, note) {
        if (isMine()) slots.put(id, { progress: Math.min(1, Math.max(0, fraction)), note });
      },
      partial(value) {
        const { version } = slot.state;
        if (isMine()) slots.put(id, { value, isStale: false, kind: cellKind(cell, value), version: version + 1 });
      }
    };
    try {
      const outcome = await runInTime((context) => runProgram(program, inputs, id, context), about);
      if (!isMine()) return;
      slot.running = null;
      slot.done = { key, inputs };
      finish(id, outcome, performance.now() - started);
    } catch (error) {
      if (!isMine()) return;
      slot.running = null;
      slot.done = null;
      slots.fail(id, errorOf(error));
    }
    pump();
  }

  function finish(id: string, outcome: CellOutcome, elapsed: number): void {
    const { state } = slots.get(id)!;
    const { names, value } = keepValues(outcome, state.names);
    slots.put(id, {
      status: "idle",
      value,
      names,
      isStale: false,
      progress: null,
      note: null,
      error: null,
      kind: cellKind(cellOf(id), value),
      version: state.version + 1,
      elapsed
    });
  }

  function cellOf(id: string): Cell {
    return shown.cells.find((cell) => cell.id === id)!;
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
      return slots.isBusy;
    },
    state: (id) => slots.get(id)?.state ?? { ...blank, kind: "text" },
    subscribe: (listener) => changes.subscribe(listener),
    run: (id) => rerun([id]),
    runAll: () => rerun([...slots.keys()]),
    stop(id) {
      for (const [each, slot] of slots) {
        const { status } = slot.state;
        if ((id !== undefined && id !== each) || (status !== "running" && status !== "waiting")) continue;
        slots.end(slot);
        slot.done = null;
        slots.fail(each, cellError("stopped", "Stopped. Run the cell to go on."));
      }
      pump();
    },
    settled() {
      if (!slots.isBusy) return Promise.resolve();
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
        slots.end(slot);
      }
      settling?.resolve();
      settling = null;
      options.close?.();
    }
  };
}
