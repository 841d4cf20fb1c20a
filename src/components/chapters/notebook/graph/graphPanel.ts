import { downloadText } from "../../../dom/download.js";
import { element, svgElement, uniqueId } from "../../../dom/element.js";
import { graphLayout, rowHeight } from "./graphLayout.js";
import type { GraphEdge, GraphLayout, GraphNode } from "./graphLayout.js";

export interface GraphPanel {
  readonly element: HTMLElement;
  update(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): void;
}

export interface GraphPanelOptions {
  readonly onChoose: (id: string) => void;
  /** the notebook's name, for the file */
  readonly fileName: () => string;
  /** brings the graph up to date, which is not drawn while it is out of sight */
  readonly onSave: () => void;
}

const words = { idle: "done", waiting: "waiting", running: "running", failed: "failed" } as const;
const marks = { idle: "", waiting: "…", running: "▸", failed: "!" } as const;

/** Which cell uses which, as it runs: states by colour, mark and word. A click or Enter leads to the cell. */
export function graphPanel({ onChoose, fileName, onSave }: GraphPanelOptions): GraphPanel {
  const titleId = uniqueId("graph");
  const counts = element("p", { class: "graph-counts" });
  const svg = svgElement("svg", { class: "graph", role: "group", "aria-labelledby": titleId });
  const save = element("button", { type: "button", class: "button button-small" }, "Save as SVG");
  save.addEventListener("click", () => {
    onSave();
    downloadText(`${fileName()}-graph.svg`, standaloneSvg(svg, counts.textContent ?? ""), "image/svg+xml");
  });
  const root = element(
    "section",
    { class: "graph-panel", "aria-labelledby": titleId },
    element("header", {}, element("h2", { id: titleId }, "Cells"), save),
    counts,
    element("div", { class: "graph-scroll" }, svg)
  );
  let key = "";
  const links = new Map<string, SVGAElement>();

  function update(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): void {
    const nextKey = JSON.stringify([nodes.map(({ id, label }) => [id, label]), edges]);
    if (nextKey !== key) {
      key = nextKey;
      draw(graphLayout(nodes, edges, 264));
    } else for (const node of nodes) showState(node);
    counts.textContent = countText(nodes);
  }

  function draw({ width, height, nodes, edges }: GraphLayout): void {
    const focused = svg.contains(document.activeElement) ? document.activeElement!.getAttribute("data-cell") : null;
    svg.setAttribute("viewBox", `0 0 ${width} ${Math.max(height, rowHeight)}`);
    svg.setAttribute("width", String(width));
    svg.setAttribute("height", String(Math.max(height, rowHeight)));
    const lines = edges.map(({ from, to, path }) =>
      svgElement("path", { class: "graph-edge", d: path, "data-from": from, "data-to": to })
    );
    links.clear();
    svg.replaceChildren(
      svgElement("g", { "aria-hidden": "true" }, ...lines),
      ...nodes.map((node) => {
        const link = svgElement(
          "a",
          { class: "graph-node", href: `#cell-${node.id}`, "data-cell": node.id },
          svgElement("rect", {
            class: "graph-target",
            x: node.x - 12,
            y: node.y - 13,
            width: width - node.x + 10,
            height: 26,
            rx: 6
          }),
          svgElement("circle", { class: "graph-dot", cx: node.x, cy: node.y, r: 5 }),
          svgElement("text", { class: "graph-mark", x: node.x, y: node.y, dy: "0.32em" }),
          svgElement("text", { class: "graph-label", x: node.x + 13, y: node.y, dy: "0.34em" }, shortened(node.label))
        );
        links.set(node.id, link);
        link.addEventListener("click", (event) => {
          event.preventDefault();
          onChoose(node.id);
        });
        for (const type of ["pointerenter", "focus"]) link.addEventListener(type, () => trace(node.id));
        for (const type of ["pointerleave", "blur"]) link.addEventListener(type, () => trace(null));
        return link;
      })
    );
    for (const node of nodes) showState(node);
    if (focused) links.get(focused)?.focus();
  }

  function showState({ id, label, state }: GraphNode): void {
    const node = links.get(id);
    if (!node || node.getAttribute("data-state") === state) return;
    node.setAttribute("data-state", state);
    node.setAttribute("aria-label", `${label}, ${words[state]}`);
    node.querySelector(".graph-mark")!.textContent = marks[state];
  }

  /** The arcs of one cell stand out, the others step back. */
  function trace(id: string | null): void {
    svg.toggleAttribute("data-tracing", id !== null);
    for (const line of svg.querySelectorAll(".graph-edge"))
      line.toggleAttribute("data-traced", line.getAttribute("data-from") === id || line.getAttribute("data-to") === id);
  }

  return { element: root, update };
}

function countText(nodes: readonly GraphNode[]): string {
  if (nodes.length === 0) return "No cell of formulas yet.";
  const count = (state: GraphNode["state"]): number => nodes.filter((node) => node.state === state).length;
  const parts = (["running", "waiting", "failed"] as const)
    .map((state) => [count(state), words[state]] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`);
  return parts.length > 0
    ? `${parts.join(", ")}; ${count("idle")} of ${nodes.length} done.`
    : `All ${nodes.length} are done.`;
}

function shortened(label: string): string {
  return label.length > 24 ? `${label.slice(0, 23)}…` : label;
}

/** The graph as a file of its own: the colours in force are written into it. */
function standaloneSvg(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const colour = (name: string): string => getComputedStyle(svg).getPropertyValue(name).trim();
  const probe = element("span", { hidden: true });
  document.body.append(probe);
  const resolved = (name: string): string => {
    probe.style.color = colour(name) ? `var(${name})` : "";
    return getComputedStyle(probe).color;
  };
  const rules = [
    `.graph-edge{fill:none;stroke:${resolved("--edge")};stroke-width:1.2}`,
    `.graph-target{fill:none}`,
    `.graph-label{font:13px sans-serif;fill:${resolved("--ink")}}`,
    `.graph-mark{font:700 9px sans-serif;fill:${resolved("--paper")};text-anchor:middle}`,
    `.graph-dot{fill:${resolved("--done")}}`,
    `[data-state=waiting] .graph-dot{fill:${resolved("--edge")}}`,
    `[data-state=running] .graph-dot{fill:${resolved("--accent")}}`,
    `[data-state=failed] .graph-dot{fill:${resolved("--fault")}}`
  ];
  copy.prepend(
    svgElement("title", {}, title),
    svgElement("style", {}, rules.join("")),
    svgElement("rect", { width: "100%", height: "100%", fill: resolved("--paper") })
  );
  probe.remove();
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}
