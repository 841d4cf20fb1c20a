import { builtIns, constants, iterateDescription, iterateSignature } from "../../language/syntax/builtIns.js";
import { memberNames, memberOf } from "../evaluation/members.js";
import { signatureOf } from "../functions/hostFunction.js";
import { hostFunctions } from "../functions/hostFunctions.js";
import { readCell } from "../graph/readCell.js";
import type { Runner } from "../scheduler/runner.js";
import { shapeOf } from "../values/describeValue.js";
import type { Value } from "../values/value.js";

/** One thing that can stand at the cursor. */
export interface Completion {
  readonly name: string;
  readonly kind: "name" | "function" | "argument" | "part" | "constant";
  /** what is put in; for a function with its parenthesis */
  readonly insert: string;
  /** a signature, or the shape of the present value */
  readonly detail: string;
  readonly description: string;
}

export interface Completions {
  /** where the word that is being typed starts */
  readonly from: number;
  readonly options: readonly Completion[];
}

/** What can stand at the cursor: names in scope with their shape, functions with their signature, arguments, parts. */
export function completionsAt(runner: Runner, id: string, source: string, offset: number): Completions | null {
  const before = source.slice(0, offset);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (/^(?:[^"#]|"[^"]*")*(?:"[^"]*$|#)/.test(line)) return null;
  const member = /([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\.([A-Za-z_]\w*)?$/.exec(before);
  if (member) {
    const value = valueOfPath(runner, member[1].split("."));
    return { from: offset - (member[2] ?? "").length, options: value ? partsOf(value) : [] };
  }
  const word = /[A-Za-z_]\w*$/.exec(before)?.[0] ?? "";
  const from = offset - word.length;
  if (word === "" && /\d$/.test(before)) return null;
  const options = [
    ...argumentsAt(before.slice(0, from)),
    ...ownNames(id, source, runner),
    ...namesOf(runner, id),
    ...all
  ];
  const seen = new Set<string>();
  return { from, options: options.filter(({ name }) => !seen.has(name) && seen.add(name)) };
}

const all: readonly Completion[] = [
  ...Array.from(hostFunctions.values(), (host): Completion => ({
    name: host.name,
    kind: "function",
    insert: `${host.name}(`,
    detail: signatureOf(host),
    description: host.description
  })),
  ...Array.from(builtIns, ([name, { signature, description }]): Completion => {
    return { name, kind: "function", insert: `${name}(`, detail: signature, description };
  }),
  { name: "iterate", kind: "function", insert: "iterate(", detail: iterateSignature, description: iterateDescription },
  ...Array.from(constants, ([name, value]): Completion => {
    return { name, kind: "constant", insert: name, detail: String(value), description: "" };
  })
];

function namesOf(runner: Runner, id: string): Completion[] {
  return Array.from(runner.graph.definedBy)
    .filter(([, cell]) => cell !== id)
    .map(([name, cell]) => completionOf(name, runner.state(cell).names.get(name) ?? null));
}

function completionOf(name: string, value: Value | null): Completion {
  if (value?.kind === "function") {
    const detail = `${name}(${value.parameters.join(", ")})`;
    return { name, kind: "function", insert: `${name}(`, detail, description: value.source };
  }
  return { name, kind: "name", insert: name, detail: value ? shapeOf(value) : "", description: "" };
}

/** Names of the cell itself, and the parameters of its functions. */
function ownNames(id: string, source: string, runner: Runner): Completion[] {
  const { defines, program } = readCell(source);
  const values = runner.state(id).names;
  const parameters = (program?.statements ?? []).flatMap((s) => (s.kind === "define" ? s.parameters : []));
  return [
    ...defines.map(({ name }) => completionOf(name, values.get(name) ?? null)),
    ...parameters.map((name): Completion => ({
      name,
      kind: "name",
      insert: name,
      detail: "parameter",
      description: ""
    }))
  ];
}

function valueOfPath(runner: Runner, [first, ...rest]: readonly string[]): Value | null {
  const id = runner.graph.definedBy.get(first);
  let value = (id !== undefined && runner.state(id).names.get(first)) || null;
  for (const name of rest) {
    if (!value || !memberNames(value).includes(name)) return null;
    value = memberOf(value, name, { start: 0, end: 0 });
  }
  return value;
}

function partsOf(value: Value): Completion[] {
  return memberNames(value).map((name) => {
    const part = memberOf(value, name, { start: 0, end: 0 });
    return { name, kind: "part", insert: name, detail: shapeOf(part), description: "" };
  });
}

/** Arguments by name of the call that is open at the end of the text. */
function argumentsAt(before: string): Completion[] {
  const text = before.slice(-2000).replaceAll(/"[^"\n]*"/g, (t) => " ".repeat(t.length));
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text[at];
    if (character === ")" || character === "]") depth++;
    else if (character === "[" || (character === "(" && depth > 0)) depth--;
    else if (character === "(") {
      const name = /([A-Za-z_]\w*)\s*$/.exec(text.slice(0, at))?.[1];
      const host = name === undefined ? undefined : hostFunctions.get(name);
      // After = a value stands, not the name of another argument.
      if (!host || !/[(,]\s*$/.test(text)) return [];
      return host.parameters
        .filter((p) => !p.rest)
        .map((p) => ({
          name: p.name,
          kind: "argument",
          insert: `${p.name} = `,
          detail: p.default === undefined ? "" : `= ${p.default}`,
          description: p.description
        }));
    }
  }
  return [];
}
