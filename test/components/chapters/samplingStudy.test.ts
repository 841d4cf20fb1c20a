import { expect, it } from "vitest";
import type { Mixing } from "../../../src/components/chapters/sampling/mixing.js";
import type { DrawnChains, SamplingChoice } from "../../../src/components/chapters/sampling/samplingPanel.js";
import { samplingStudy } from "../../../src/components/chapters/sampling/samplingStudy.js";

const choice = (seed: number): SamplingChoice => ({ machine: "lab-100-1", chains: 2, steps: 4, seed });

/** A study whose work is done when it is told to, and what it tells. */
function studyByHand() {
  const work: { seed: number; signal: AbortSignal; finish(): void; fail(message: string): void }[] = [];
  const begin = <T>(seed: number, signal: AbortSignal, result: T): Promise<T> =>
    new Promise((resolve, reject) =>
      work.push({ seed, signal, finish: () => resolve(result), fail: (message) => reject(new Error(message)) })
    );
  const study = samplingStudy({
    draw: ({ seed }, signal) => begin(seed, signal, { name: `chains ${seed}` } as DrawnChains),
    examine: ({ name }, signal) => begin(Number(name.slice(-1)), signal, { burnIn: Number(name.slice(-1)) } as Mixing)
  });
  const told: string[] = [];
  study.onDrawn(({ name }, { seed }) => told.push(`${name} for ${seed}`));
  study.onMixed(({ burnIn }, { name }) => told.push(`mixing ${burnIn} of ${name}`));
  study.onFailure((error) => error !== null && told.push((error as Error).message));
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { study, work, told, settled };
}

it("tells of the chains, then of how they mix; who comes later is told as well", async () => {
  const { study, work, told, settled } = studyByHand();
  study.ask(choice(1));
  work[0].finish();
  await settled();
  expect(told).toEqual(["chains 1 for 1"]);
  work[1].finish();
  await settled();
  expect(told).toEqual(["chains 1 for 1", "mixing 1 of chains 1"]);
  const late: string[] = [];
  study.onDrawn(({ name }) => late.push(name));
  study.onMixed(({ burnIn }) => late.push(String(burnIn)));
  expect(late).toEqual(["chains 1", "1"]);
});

it("chains asked for later overtake: the work on the earlier is ended, and nothing is told of them", async () => {
  const { study, work, told, settled } = studyByHand();
  study.ask(choice(1));
  study.ask(choice(2));
  expect(work.map(({ seed, signal }) => [seed, signal.aborted])).toEqual([
    [1, true],
    [2, false]
  ]);
  work[0].finish();
  work[1].finish();
  await settled();
  study.ask(choice(3));
  // The examination of the second was under way.
  expect(work[2]).toMatchObject({ seed: 2, signal: { aborted: true } });
  work[2].fail("overtaken");
  await settled();
  expect(told).toEqual(["chains 2 for 2"]);
});

it("a failure is told, what was drawn before stays known, and the next chains take the failure away", async () => {
  const { study, work, told, settled } = studyByHand();
  study.ask(choice(1));
  work[0].finish();
  await settled();
  study.ask(choice(2));
  work[2].fail("There is no machine.");
  await settled();
  expect(told).toEqual(["chains 1 for 1", "There is no machine."]);
  const drawn: string[] = [];
  study.onDrawn(({ name }) => drawn.push(name));
  expect(drawn).toEqual(["chains 1"]);
  const failures: unknown[] = [];
  study.onFailure((error) => failures.push(error));
  study.ask(choice(3));
  work[3].finish();
  await settled();
  expect(failures.map((each) => each !== null)).toEqual([true, false]);
});

it("once closed it tells nothing more", async () => {
  const { study, work, told, settled } = studyByHand();
  study.ask(choice(1));
  study.close();
  work[0].finish();
  await settled();
  expect(told).toEqual([]);
});
