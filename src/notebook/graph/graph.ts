import type { Span } from "../../language/languageError.js";
import type { CellError } from "../notebookError.js";

/** A name in the text of a cell. */
export interface NamePlace {
  readonly name: string;
  readonly span: Span;
}

/** A cell as the graph sees it. Text cells are not in it. */
export interface GraphNode {
  readonly id: string;
  /** names it gives to others, in order */
  readonly defines: readonly NamePlace[];
  /** names it takes from others, each at its first place */
  readonly uses: readonly NamePlace[];
  /** ids of the cells it takes names from */
  readonly needs: readonly string[];
  /** ids of the cells that take names from it */
  readonly neededBy: readonly string[];
  /** what is wrong with its text or its names; null: it can run */
  readonly fault: CellError | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
}

/** Who takes what from whom. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly GraphEdge[];
  /** ids such that each comes after those it needs; cells of a cycle are left out */
  readonly order: readonly string[];
  /** the cell that gives a name */
  readonly definedBy: ReadonlyMap<string, string>;
}
