/** A cell in the graph. */
export interface GraphNode {
  readonly id: string;
  /** what it defines, or what it shows */
  readonly label: string;
  readonly state: "idle" | "waiting" | "running" | "failed";
}

/** `to` uses a name that `from` defines. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

export interface PlacedNode extends GraphNode {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge extends GraphEdge {
  readonly path: string;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Pixels a row of the graph takes: a target for a finger at least. */
export const rowHeight = 28;

/**
 * Cells one below the other, as they stand on the page, and an arc at their left from each to those that use it. An
 * arc that leads upwards, from a cell further down, is drawn at the left as well, with its arrow at the upper end.
 */
export function graphLayout(nodes: readonly GraphNode[], edges: readonly GraphEdge[], width: number): GraphLayout {
  const rows = new Map(nodes.map(({ id }, row) => [id, row]));
  const spans = edges.flatMap((edge) => {
    const [from, to] = [rows.get(edge.from), rows.get(edge.to)];
    return from === undefined || to === undefined || from === to ? [] : [{ ...edge, from, to, edge }];
  });
  const longest = Math.max(1, ...spans.map(({ from, to }) => Math.abs(to - from)));
  const most = Math.min(width * 0.34, 22 + 14 * Math.sqrt(longest));
  const left = Math.round(8 + 0.75 * most);
  const y = (row: number): number => rowHeight * (row + 0.5);
  return {
    width,
    height: rowHeight * nodes.length,
    nodes: nodes.map((node, row) => ({ ...node, x: left, y: y(row) })),
    edges: spans.map(({ from, to, edge }) => {
      const bulge = Math.round(12 + (most - 12) * Math.sqrt((Math.abs(to - from) - 1) / Math.max(1, longest - 1)));
      // Arcs leave below the middle of a row and arrive above it, so that both ends can be told apart.
      const down = to > from ? 1 : -1;
      const [start, end] = [y(from) + 3 * down, y(to) - 3 * down];
      const x = left - 7;
      return { ...edge, path: `M${x},${start}C${x - bulge},${start} ${x - bulge},${end} ${x},${end}` };
    })
  };
}
