import { element } from "../../../dom/element.js";

/** What a stretch of a formula is, for its colour. */
export type Ink = "comment" | "string" | "number" | "function" | "name" | "operator" | "hole" | "plain";

const patterns: readonly (readonly [Ink, RegExp])[] = [
  ["comment", /^#[^\n]*/],
  ["string", /^"(?:[^"\\\n]|\\.)*"?/],
  ["number", /^(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/],
  ["hole", /^TODO\b/],
  ["function", /^[A-Za-z_]\w*(?=[ \t]*\()/],
  ["name", /^[A-Za-z_]\w*/],
  ["operator", /^(?:\.[*/^]|[<>=!]=|[-+*/^<>=';,:|~])/]
];

/** Cuts a formula into coloured stretches, faults and all: it never refuses a text. Joined, they are the source. */
export function inks(source: string): { readonly ink: Ink; readonly text: string }[] {
  const out: { ink: Ink; text: string }[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at, at + 2000);
    const found = patterns.find(([, pattern]) => pattern.test(rest));
    const text = found ? found[1].exec(rest)![0] : /^(?:\s+|.)/su.exec(rest)![0];
    const ink = found ? found[0] : "plain";
    const last = out.at(-1);
    if (last?.ink === ink && ink === "plain") out[out.length - 1] = { ink, text: last.text + text };
    else out.push({ ink, text });
    at += text.length;
  }
  return out;
}

/** The source as coloured nodes. */
export function inkedNodes(source: string): Node[] {
  return inks(source).map(({ ink, text }) =>
    ink === "plain" ? document.createTextNode(text) : element("span", { class: `ink-${ink}` }, text)
  );
}
