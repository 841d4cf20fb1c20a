import { cMistakes } from "./mistakesByCell/c.js";
import { gibbsStepMistakes } from "./mistakesByCell/gibbsStep.js";
import { lossMistakes } from "./mistakesByCell/loss.js";
import { pXGivenZMistakes } from "./mistakesByCell/pXGivenZ.js";
import { pZGivenXMistakes } from "./mistakesByCell/pZGivenX.js";
import { sampleMistakes } from "./mistakesByCell/sample.js";
import { softplusMistakes } from "./mistakesByCell/softplus.js";
import type { KnownMistake } from "./mistakesByCell/knownMistake.js";

export type { KnownMistake };

/** Every mistake that has a name, cell by cell. */
export const knownMistakes: readonly KnownMistake[] = [
  ...softplusMistakes,
  ...cMistakes,
  ...pZGivenXMistakes,
  ...pXGivenZMistakes,
  ...gibbsStepMistakes,
  ...lossMistakes,
  ...sampleMistakes
];
