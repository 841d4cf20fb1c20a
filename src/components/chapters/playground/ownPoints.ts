import type { Standardisation } from "../../../rbm/data/standardise.js";
import { createPoints } from "../../../rbm/shapes.js";
import type { Points } from "../../../rbm/shapes.js";
import { latticeCoordinate } from "./packedPoints.js";

/** What a stroke does to the points: one at each place, a handful round it, or none left near it. */
export type Tool = "brush" | "spray" | "eraser";

/** The most points that may be drawn by hand. */
export const mostPoints = 5000;

type Place = readonly [number, number];

/** A reader's points, with the strokes that made them undone one by one. */
export interface OwnPoints {
  readonly points: Points | null;
  readonly count: number;
  /** the way back to the units of the file that the points came from; null: they were drawn */
  readonly units: Standardisation | null;
  readonly canUndo: boolean;
  /** A stroke begins: what follows, until the next one, is undone together. */
  begin(): void;
  apply(tool: Tool, place: Place, random: () => number): void;
  undo(): void;
  clear(): void;
  set(rows: readonly Place[], units?: Standardisation | null): void;
}

const [sprayed, sprayRadius, eraserRadius, brushGap] = [6, 0.12, 0.12, 0.03];

export function ownPoints(): OwnPoints {
  let rows: readonly Place[] = [];
  let units: Standardisation | null = null;
  const before: { rows: readonly Place[]; units: Standardisation | null }[] = [];
  // What is drawn lies on the lattice of the address; what a stroke puts outside the window is left out.
  const add = (more: readonly Place[]) => {
    const placed = more.flatMap((place) => {
      const [x, y] = place.map(latticeCoordinate);
      return x === null || y === null ? [] : [[x, y] as const];
    });
    rows = [...rows, ...placed].slice(0, mostPoints);
  };
  const begin = () => {
    before.push({ rows, units });
    if (before.length > 200) before.shift();
  };
  return {
    get points() {
      return rows.length === 0 ? null : createPoints(rows, 2);
    },
    get count() {
      return rows.length;
    },
    get units() {
      return units;
    },
    get canUndo() {
      return before.length > 0;
    },
    begin,
    apply(tool, [x, y], random) {
      const far = (radius: number) => (row: Place) => Math.hypot(row[0] - x, row[1] - y) > radius;
      if (tool === "eraser") rows = rows.filter(far(eraserRadius));
      else if (tool === "spray")
        add(
          Array.from({ length: sprayed }, () => {
            const [radius, angle] = [sprayRadius * Math.sqrt(random()), 2 * Math.PI * random()];
            return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
          })
        );
      else if (rows.length === 0 || far(brushGap)(rows[rows.length - 1])) add([[x, y]]);
    },
    undo() {
      ({ rows, units } = before.pop() ?? { rows, units });
    },
    clear() {
      begin();
      [rows, units] = [[], null];
    },
    set(next, unitsOfNext = null) {
      begin();
      [rows, units] = [next.slice(0, mostPoints), unitsOfNext];
    }
  };
}
