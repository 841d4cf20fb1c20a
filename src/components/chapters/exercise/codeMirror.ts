import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { withValue } from "../../controls/control.js";
import type { EditorProblem, FormulaEditorOptions, RichEditor } from "./formulaEditor.js";
import { formulaMode } from "./formulaMode.js";

/** CodeMirror in the place of a textarea. Tab is left to the browser, so that the keyboard is never caught in it. */
export function codeMirror(options: FormulaEditorOptions, value: string): RichEditor {
  const { label, describedBy, names, onChange, onRun } = options;
  const functions = new Set(names.filter((n) => n.kind === "function").map((n) => n.name));
  const run = (): boolean => {
    onRun();
    return true;
  };
  const view = new EditorView({
    state: EditorState.create({
      doc: value,
      extensions: [
        keymap.of([
          { key: "Ctrl-Enter", mac: "Cmd-Enter", run },
          { key: "Ctrl-Enter", run },
          { key: "Shift-Enter", run }
        ]),
        history(),
        drawSelection(),
        bracketMatching(),
        autocompletion({ override: [complete(names)], icons: false }),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        formulaMode((name) => functions.has(name)),
        lintGutter(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        })
      ]
    })
  });
  const editor = withValue<string, HTMLElement>(
    view.dom,
    () => view.state.doc.toString(),
    (next) => {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    }
  );
  return Object.assign(editor, {
    focus: () => view.focus(),
    update(problem: EditorProblem | null) {
      const length = view.state.doc.length;
      const diagnostics = problem
        ? [
            {
              from: Math.min(problem.span.start, length),
              to: Math.min(Math.max(problem.span.end, problem.span.start + 1), length),
              severity: "error" as const,
              message: problem.message
            }
          ]
        : [];
      view.dispatch(setDiagnostics(view.state, diagnostics));
    }
  });
}

function complete(names: FormulaEditorOptions["names"]): (context: CompletionContext) => CompletionResult | null {
  const options: Completion[] = names.map(({ name, kind, detail, description }) => ({
    label: name,
    type: kind === "function" ? "function" : "variable",
    detail,
    info: description
  }));
  return (context) => {
    const word = context.matchBefore(/[A-Za-z_]\w*/);
    if (!word || (word.from === word.to && !context.explicit))
      return context.explicit ? { from: context.pos, options } : null;
    return { from: word.from, options, validFor: /^\w*$/ };
  };
}
