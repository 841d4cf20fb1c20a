import { element } from "../../../dom/element.js";
import type * as CodeMirror from "./codeMirror.js";
import { inkedNodes } from "./highlightSource.js";

/** What can be typed at a place. */
export interface Suggestion {
  readonly name: string;
  readonly insert: string;
  readonly kind: string;
  /** its shape, or its arguments */
  readonly detail: string;
  readonly description: string;
}

/** What is known of a name under the pointer. */
export interface NameCard {
  readonly title: string;
  /** its value in short, or what a function does */
  readonly description: string;
  /** where the name stands */
  readonly span: { readonly start: number; readonly end: number };
  /** the cells that use it, by what they are called */
  readonly uses: readonly { readonly label: string; readonly go: () => void }[];
}

/** What the notebook knows of the names in a cell, asked when it is needed. */
export interface Assistance {
  /** null where nothing can be completed */
  completions(
    source: string,
    offset: number
  ): { readonly from: number; readonly options: readonly Suggestion[] } | null;
  /** null where no name of the notebook's or of the language's stands */
  describe(source: string, offset: number): NameCard | null;
}

/** A mistake and its place in the text. */
export interface Problem {
  readonly message: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** What keys in the editor ask of the notebook. */
export interface EditorCommands {
  run(): void;
  runAndNext(): void;
  leave(): void;
  move(by: -1 | 1): void;
  undo(): void;
  redo(): void;
  /** rename the name at a place everywhere */
  rename(name: string): void;
}

export interface SourceEditorOptions {
  /** the accessible name */
  readonly label: string;
  readonly language: "formula" | "markdown";
  readonly value: string;
  /** Asked for when the editor is first entered. */
  readonly assistance: () => Promise<Assistance>;
  readonly commands: EditorCommands;
  readonly onChange: (value: string) => void;
  readonly onFocus?: () => void;
}

/** What replaces the plain box when it has been loaded. */
export interface RichEditor {
  readonly element: HTMLElement;
  focus(): void;
  select(start: number, end: number): void;
  setValue(value: string): void;
  setLabel(label: string): void;
  showProblem(problem: Problem | null): void;
}

export interface SourceEditor {
  readonly element: HTMLElement;
  value: string;
  label: string;
  focus(): void;
  select(start: number, end: number): void;
  showProblem(problem: Problem | null): void;
}

/**
 * A box to type a cell in. At first it is a plain textarea over its own coloured text, which works at once and weighs
 * nothing; when the reader enters it, CodeMirror takes its place, text, selection and focus included. If it can't be
 * loaded, the textarea stays.
 */
export function sourceEditor(options: SourceEditorOptions): SourceEditor {
  const { commands } = options;
  let value = options.value;
  let label = options.label;
  let rich: RichEditor | null = null;
  let loading = false;
  let problem: Problem | null = null;
  const ink = element("pre", { class: "source-ink", "aria-hidden": "true" });
  const plain = element("textarea", {
    class: "source-plain",
    "aria-label": label,
    spellcheck: options.language === "markdown" ? "true" : "false",
    autocapitalize: "off",
    autocomplete: "off",
    rows: 1
  });
  plain.value = value;
  const root = element("div", { class: `source source-${options.language}` }, ink, plain);
  paint();

  function paint(): void {
    // What the style sheet expects of its height until it is laid out.
    root.style.setProperty("--lines", String(value.split("\n").length));
    // A newline at the very end has no height of its own.
    ink.replaceChildren(...(options.language === "formula" ? inkedNodes(value) : [value]), "\n");
    if (!problem) return;
    const { start, end } = problem.span;
    ink.replaceChildren(...markedNodes(value, start, Math.max(end, start + 1), options.language), "\n");
  }

  function change(next: string): void {
    if (next === value) return;
    value = next;
    if (!rich) paint();
    options.onChange(next);
  }

  plain.addEventListener("input", () => change(plain.value));
  plain.addEventListener("keydown", (event) => {
    const command = keyCommand(event, commands);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    command();
  });
  plain.addEventListener("focus", () => {
    options.onFocus?.();
    void enrich();
  });
  plain.addEventListener("pointerenter", () => void loadCodeMirror().catch(() => undefined));

  async function enrich(): Promise<void> {
    if (rich || loading) return;
    loading = true;
    try {
      const [{ codeMirror }, assistance] = await Promise.all([loadCodeMirror(), options.assistance()]);
      // A selection being made with the pointer would be lost under it.
      while (plain.matches(":active")) await new Promise((resolve) => setTimeout(resolve, 50));
      const focused = document.activeElement === plain;
      const { selectionStart, selectionEnd } = plain;
      rich = codeMirror({ ...options, assistance, label, onChange: change }, value);
      root.replaceChildren(rich.element);
      rich.showProblem(problem);
      rich.select(selectionStart, selectionEnd);
      if (focused) rich.focus();
      root.dataset.rich = "";
    } catch {
      root.dataset.plain = "";
    } finally {
      loading = false;
    }
  }

  return {
    element: root,
    get value() {
      return value;
    },
    set value(next) {
      if (next === value) return;
      value = next;
      if (rich) rich.setValue(next);
      else {
        plain.value = next;
        paint();
      }
    },
    get label() {
      return label;
    },
    set label(next) {
      if (next === label) return;
      label = next;
      plain.setAttribute("aria-label", next);
      rich?.setLabel(next);
    },
    focus: () => (rich ? rich.focus() : plain.focus()),
    select(start, end) {
      if (rich) rich.select(start, end);
      else plain.setSelectionRange(start, end);
    },
    showProblem(next) {
      if (JSON.stringify(next) === JSON.stringify(problem)) return;
      problem = next;
      if (next) plain.setAttribute("aria-invalid", "true");
      else plain.removeAttribute("aria-invalid");
      if (rich) rich.showProblem(next);
      else paint();
    }
  };
}

/** Asked for once, when the first editor is pointed at or entered. */
let codeMirrorModule: Promise<typeof CodeMirror> | null = null;
function loadCodeMirror(): Promise<typeof CodeMirror> {
  codeMirrorModule ??= import("./codeMirror.js").catch((error: unknown) => {
    codeMirrorModule = null;
    throw error;
  });
  return codeMirrorModule;
}

/** What a key asks for in an editor of the notebook, rich or plain; null for a key that just types. */
function keyCommand(event: KeyboardEvent, commands: EditorCommands): (() => void) | null {
  const { key, altKey, shiftKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  if (key === "Enter" && ctrl) return () => commands.run();
  if (key === "Enter" && shiftKey) return () => commands.runAndNext();
  if (key === "Escape") return () => commands.leave();
  if (altKey && key === "ArrowUp") return () => commands.move(-1);
  if (altKey && key === "ArrowDown") return () => commands.move(1);
  return null;
}

function markedNodes(value: string, start: number, end: number, language: SourceEditorOptions["language"]): Node[] {
  const part = (text: string): Node[] => (language === "formula" ? inkedNodes(text) : [document.createTextNode(text)]);
  const mark = element("span", { class: "source-fault" }, ...part(value.slice(start, end)));
  return [...part(value.slice(0, start)), mark, ...part(value.slice(end))];
}
