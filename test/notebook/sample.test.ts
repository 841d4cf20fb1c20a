/** A cell that samples tells how far it is, and ends when it is stopped. */
import { expect, it } from "vitest";
import type { CallOptions, KernelClient } from "../../src/kernel/protocol.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import { openNotebook } from "./openNotebook.js";

it("shows the share that is done while it runs; Stop ends the kernel's work and leaves the cell with a message", async () => {
  let asked: CallOptions = {};
  const kernel = {
    sample: (_: unknown, options: CallOptions) => {
      asked = options;
      return new Promise(() => undefined);
    }
  } as Partial<KernelClient> as KernelClient;
  const source = "draws = sample(initial(2, 10), 500, 1000)";
  const runner = openNotebook(createNotebook("one", [{ id: "one", kind: "code", source }]), kernel);
  await expect.poll(() => asked.onProgress).toBeDefined();
  asked.onProgress!(0.257);
  expect(runner.state("one")).toMatchObject({ status: "running", progress: 0.257, note: "25 % of 500 chains" });
  runner.stop("one");
  expect(asked.signal!.aborted).toBe(true);
  expect(runner.state("one")).toMatchObject({ status: "failed", error: { kind: "stopped" } });
  runner.close();
});
