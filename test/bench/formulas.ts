import { readAnswers, solutions } from "../../src/exercise/learner/learnerFunctions.js";
import { trainByFormulas } from "../../src/exercise/learner/learnerMachine.js";
import { benchData, benchMachine } from "./contender.js";
import type { Contender } from "./contender.js";
import { median } from "./median.js";

/** The course's recipe by typed formulas against PyTorch's, in turn: medians in milliseconds of 300 epochs. */
export async function measureFormulas(torch: Contender, rounds: number): Promise<{ ours: number; torch: number }> {
  const data = benchData(500);
  const programs = readAnswers(solutions);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const start = performance.now();
    for (const epoch of trainByFormulas(programs, data)) void epoch;
    const elapsed = performance.now() - start;
    const { milliseconds } = await torch.train(benchMachine(100), data, 300);
    // The first round does not count: compilers warm up on it.
    if (round < 0) continue;
    ours.push(elapsed);
    theirs.push(milliseconds);
  }
  return { ours: median(ours), torch: median(theirs) };
}
