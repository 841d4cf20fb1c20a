import { emitInput, keepInside, withValue } from "../../controls/control.js";
import { afterFrame } from "../../dom/afterFrame.js";
import { element } from "../../dom/element.js";

/** A name that can be typed. */
export interface EditorName {
  readonly name: string;
  readonly kind: "value" | "function";
  /** its shape, or its arguments */
  readonly detail: string;
  readonly description: string;
}

export interface FormulaEditorOptions {
  /** the accessible name */
  readonly label: string;
  /** the id of what describes it */
  readonly describedBy: string;
  readonly value: string;
  readonly names: readonly EditorName[];
  readonly onChange: (value: string) => void;
  readonly onRun: () => void;
}

/** A mistake and its place in the text. */
export interface EditorProblem {
  readonly message: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** What replaces the textarea when it has been loaded. */
export type RichEditor = FormulaEditor;

export interface FormulaEditor extends HTMLElement {
  value: string;
  /** Marks a mistake in the text; null marks none. */
  update(problem: EditorProblem | null): void;
}

/** Editors take the place of their boxes one by one: a finger is answered in between. */
let turn: Promise<void> = Promise.resolve();

/**
 * A box to type a formula in. It is a plain textarea at first, which works at once; CodeMirror takes its place, text and
 * focus included, when it has been loaded. Where it can't be loaded the textarea stays.
 */
export function formulaEditor(options: FormulaEditorOptions): FormulaEditor {
  let value = options.value;
  let rich: RichEditor | null = null;
  let problem: EditorProblem | null = null;
  const plain = element("textarea", {
    class: "box exercise-plain",
    "aria-label": options.label,
    "aria-describedby": options.describedBy,
    rows: Math.max(3, value.split("\n").length + 1),
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off"
  });
  plain.value = value;
  const root = element("div", { class: "exercise-editor" }, plain);
  keepInside(root);
  const change = (next: string): void => {
    if (next === value) return;
    value = next;
    options.onChange(next);
    emitInput(root);
  };
  plain.addEventListener("input", () => change(plain.value));
  plain.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    options.onRun();
  });

  import("./codeMirror.js").then(
    async ({ codeMirror }) => {
      await (turn = turn.then(afterFrame));
      const focused = document.activeElement === plain;
      rich = codeMirror({ ...options, onChange: change }, value);
      plain.replaceWith(rich);
      rich.update(problem);
      if (focused) rich.focus();
      root.dataset.rich = "";
    },
    () => {
      root.dataset.plain = "";
    }
  );

  const editor = withValue<string, HTMLDivElement>(
    root,
    () => value,
    (next) => {
      value = next;
      if (rich) rich.value = next;
      else plain.value = next;
    }
  );
  return Object.assign(editor, {
    focus: () => (rich ?? plain).focus(),
    update(next: EditorProblem | null) {
      problem = next;
      rich?.update(next);
      plain.setAttribute("aria-invalid", String(next !== null));
    }
  });
}
