import { cMistakes } from "./byCell/c.js";
import { gibbsStepMistakes } from "./byCell/gibbsStep.js";
import { lossMistakes } from "./byCell/loss.js";
import { pXGivenZMistakes } from "./byCell/pXGivenZ.js";
import { pZGivenXMistakes } from "./byCell/pZGivenX.js";
import { sampleMistakes } from "./byCell/sample.js";
import { softplusMistakes } from "./byCell/softplus.js";
import { ownCells } from "../cells/ownCells.js";
import type { KnownMistake } from "./byCell/knownMistake.js";

export type { KnownMistake };

/** Every mistake that has a name, cell by cell. */
export const knownMistakes: readonly KnownMistake[] = [
  ...softplusMistakes,
  ...cMistakes,
  ...pZGivenXMistakes,
  ...pXGivenZMistakes,
  ...gibbsStepMistakes,
  ...lossMistakes,
  ...sampleMistakes,
  ...ownCells.flatMap(({ name, mistakes }) =>
    mistakes.map((mistake, k) => ({ ...mistake, id: `own-${name}-${k + 1}`, cell: `own-${name}` as const }))
  )
];
