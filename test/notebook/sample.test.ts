/** A cell that samples tells how far it is, shows its draws so far, and ends when it is stopped. */
import { expect, it } from "vitest";
import type { KernelClient, SampleOptions, SampleRequest } from "../../src/kernel/protocol.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import type { Trajectory } from "../../src/rbm/sampling/trajectory.js";
import { openKernelThread, openNotebook, valueNamed } from "./openNotebook.js";

/** A kernel whose samplings end when the test says so. */
function heldKernel() {
  const asked: { options: SampleOptions; end(whole: Trajectory): void }[] = [];
  const sample = (_: SampleRequest, options: SampleOptions = {}) =>
    new Promise<Trajectory>((resolve) => void asked.push({ options, end: resolve }));
  return { asked, kernel: { sample } as Partial<KernelClient> as KernelClient };
}

const cellOf = (source: string) => createNotebook("one", [{ id: "one", kind: "code", source }]);

it("shows the share that is done while it runs; Stop ends the kernel's work and leaves the cell with a message", async () => {
  const { kernel, asked } = heldKernel();
  const runner = openNotebook(cellOf("draws = sample(initial(2, 10), 500, 1000)"), kernel);
  await expect.poll(() => asked).toHaveLength(1);
  const { options } = asked[0];
  options.onProgress!(0.257);
  expect(runner.state("one")).toMatchObject({ status: "running", progress: 0.257, note: "step 257 of 1000" });
  runner.stop("one");
  expect(options.signal!.aborted).toBe(true);
  expect(runner.state("one")).toMatchObject({ status: "failed", error: { kind: "stopped" } });
  runner.close();
});

it("shows the draws so far as (steps, chains, n), each as they came, and ends with all of them", async () => {
  const { kernel, asked } = heldKernel();
  const runner = openNotebook(cellOf("draws = sample(initial(2, 10), 3, 4)"), kernel);
  await expect.poll(() => asked).toHaveLength(1);
  const { options, end } = asked[0];
  const x = Float32Array.from({ length: 24 }, (_, i) => i / 3);
  for (const steps of [1, 3]) {
    options.onDraws!({ steps, chains: 3, n: 2, x: x.subarray(0, 6 * steps) });
    const { value, status, isStale } = runner.state("one");
    expect({ status, isStale }).toEqual({ status: "running", isStale: false });
    expect(value).toEqual({
      kind: "tensor",
      shape: [steps, 3, 2],
      values: Float64Array.from(x.subarray(0, 6 * steps))
    });
  }
  end({ steps: 4, chains: 3, n: 2, x });
  await runner.settled();
  expect(valueNamed(runner, "draws")).toEqual({ kind: "tensor", shape: [4, 3, 2], values: Float64Array.from(x) });
  runner.close();
});

it.each([
  "sample(initial(2, 10), 3, 4)[end, :, :]",
  "animate(sample(initial(2, 10), 3, 4))",
  "s = sample(initial(2, 10), 3, 4)\n2"
])("shows nothing on the way where the cell ends with something else than the draws: %s", async (source) => {
  const { kernel, asked } = heldKernel();
  const runner = openNotebook(cellOf(source), kernel);
  await expect.poll(() => asked).toHaveLength(1);
  asked[0].options.onDraws!({ steps: 1, chains: 3, n: 2, x: new Float32Array(6) });
  expect(runner.state("one")).toMatchObject({ status: "running", value: null });
  runner.close();
});

it("with a noise of its own tells the step that it is at, from the worker; Stop ends it", async () => {
  const kernel = openKernelThread();
  const runner = openNotebook(cellOf("draws = sample(initial(2, 100), 500, 8000, noise = 0.2)"), kernel);
  const notes: string[] = [];
  runner.subscribe(() => {
    const { note, status, progress } = runner.state("one");
    if (status === "running" && note) notes.push(`${note}, ${(8000 * progress!).toFixed(0)}`);
  });
  await expect.poll(() => notes.length, { timeout: 20_000 }).toBeGreaterThan(2);
  const steps = notes.map((note) => /^step (\d+) of 8000, \1$/.exec(note)).map((found) => Number(found?.[1]));
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(steps[0]).toBeGreaterThan(0);
  runner.stop("one");
  expect(runner.state("one")).toMatchObject({ status: "failed", error: { kind: "stopped" } });
  runner.close();
  kernel.close();
});
