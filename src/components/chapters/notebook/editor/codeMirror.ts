import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, hoverTooltip, keymap } from "@codemirror/view";
import type { Tooltip } from "@codemirror/view";
import { element } from "../../../dom/element.js";
import { formulaInk } from "./formulaInk.js";
import type { Assistance, EditorCommands, RichEditor, SourceEditorOptions } from "./sourceEditor.js";

/** CodeMirror in the place of a textarea. Tab is left to the browser, so that the keyboard is never caught in it. */
export function codeMirror(
  options: Omit<SourceEditorOptions, "assistance"> & { readonly assistance: Assistance },
  value: string
): RichEditor {
  const formula = options.language === "formula";
  const naming = new Compartment();
  const named = (label: string) =>
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: formula ? "false" : "true" });
  // What the notebook sets is no edit of the reader's.
  let setting = false;
  const view = new EditorView({
    state: EditorState.create({
      doc: value,
      extensions: [
        Prec.highest(keymap.of(commandKeys(options.commands))),
        history(),
        drawSelection(),
        formula
          ? [
              bracketMatching(),
              autocompletion({ override: [complete(options.assistance)], icons: false, addToOptions: [] }),
              keymap.of(completionKeymap),
              hoverTooltip((at, pos) => nameTooltip(at, pos, options.assistance)),
              formulaInk
            ]
          : [],
        keymap.of([{ key: "Escape", run: () => run(() => options.commands.leave()) }]),
        keymap.of([...historyKeymap, ...defaultKeymap]),
        EditorView.lineWrapping,
        naming.of(named(options.label)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !setting) options.onChange(update.state.doc.toString());
          if (update.focusChanged && update.view.hasFocus) options.onFocus?.();
        })
      ]
    })
  });
  return {
    element: view.dom,
    focus: () => view.focus(),
    select(start, end) {
      const length = view.state.doc.length;
      view.dispatch({ selection: { anchor: Math.min(start, length), head: Math.min(end, length) } });
    },
    setValue(next) {
      const now = view.state.doc.toString();
      if (next === now) return;
      setting = true;
      // Only what differs is replaced: the caret stays where it was.
      let from = 0;
      while (from < now.length && from < next.length && now[from] === next[from]) from++;
      let [to, end] = [now.length, next.length];
      while (to > from && end > from && now[to - 1] === next[end - 1]) {
        to--;
        end--;
      }
      view.dispatch({ changes: { from, to, insert: next.slice(from, end) } });
      setting = false;
    },
    setLabel: (label) => view.dispatch({ effects: naming.reconfigure(named(label)) }),
    showProblem(problem) {
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
  };
}

function run(act: () => void): true {
  act();
  return true;
}

function commandKeys(commands: EditorCommands) {
  return [
    { key: "Mod-Enter", run: () => run(() => commands.run()) },
    { key: "Ctrl-Enter", run: () => run(() => commands.run()) },
    { key: "Shift-Enter", run: () => run(() => commands.runAndNext()) },
    { key: "Alt-ArrowUp", run: () => run(() => commands.move(-1)) },
    { key: "Alt-ArrowDown", run: () => run(() => commands.move(1)) },
    {
      key: "F2",
      run(view: EditorView) {
        const word = view.state.wordAt(view.state.selection.main.head);
        if (word) commands.rename(view.state.sliceDoc(word.from, word.to));
        return word !== null;
      }
    }
  ];
}

/** Asked anew each time: what is in scope, and its shape, change as the notebook runs. */
function complete(assistance: Assistance): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const typed = context.matchBefore(/[A-Za-z_]\w*|\./);
    if (!typed && !context.explicit) return null;
    const found = assistance.completions(context.state.doc.toString(), context.pos);
    if (!found) return null;
    const options: Completion[] = found.options.map(({ name, insert, kind, detail, description }) => ({
      label: name,
      apply: insert,
      type: kind,
      detail: detail.startsWith(name) ? detail.slice(name.length) : detail,
      info: description,
      // What the notebook itself gives comes before what every notebook has.
      boost: { argument: 3, part: 2, name: 1 }[kind] ?? 0
    }));
    return { from: found.from, options, validFor: /^\w*$/ };
  };
}

function nameTooltip(view: EditorView, pos: number, assistance: Assistance): Tooltip | null {
  const card = assistance.describe(view.state.doc.toString(), pos);
  if (!card) return null;
  return {
    pos: card.span.start,
    end: card.span.end,
    above: true,
    create: () => ({
      dom: element(
        "div",
        { class: "name-card" },
        element("p", { class: "name-card-title" }, card.title),
        card.description ? element("p", {}, card.description) : null,
        card.uses.length > 0 ? element("p", {}, "Used in: ", ...usesOf(card.uses)) : null
      )
    })
  };
}

function usesOf(uses: readonly { label: string; go: () => void }[]): (Node | string)[] {
  return uses.flatMap(({ label, go }, k) => {
    const link = element("button", { type: "button", class: "link-button" }, label);
    link.addEventListener("click", go);
    return k > 0 ? [", ", link] : [link];
  });
}
