/** A cell asks for tempered chains by name, and is told what does not go with them. */
import { expect, it } from "vitest";
import type { KernelClient, RunRequest } from "../../src/kernel/protocol.js";
import { createNotebook } from "../../src/notebook/document/notebook.js";
import { openNotebook } from "./openNotebook.js";

function trained(settings: string) {
  const asked: RunRequest[] = [];
  const kernel = {
    train(request: RunRequest) {
      asked.push(request);
      return { finished: new Promise(() => undefined), state: null, cancel: () => undefined };
    }
  } as Partial<KernelClient> as KernelClient;
  const source = `run = train(initial(2, 10), ring(), ${settings})`;
  const runner = openNotebook(createNotebook("one", [{ id: "one", kind: "code", source }]), kernel);
  const error = () => runner.state("one").error?.message ?? "";
  return { asked, error, close: () => runner.close() };
}

it.each([
  ['chains = "tempered", temperatures = 3', { chains: "tempered", temperatures: 3 }],
  ['chains = "tempered"', { chains: "tempered", temperatures: 8 }],
  ['chains = "persistent"', { chains: "persistent" }]
])("train with %s asks the kernel for a run by these chains", async (settings, recipe) => {
  const cell = trained(settings);
  await expect.poll(() => cell.asked[0]?.recipe).toMatchObject(recipe);
  cell.close();
});

it.each([
  ["temperatures = 3", 'temperatures are those of tempered chains: add chains = "tempered".'],
  ['chains = "tempered", temperatures = 1', "temperatures"],
  ['chains = "tempered", trainer = "exact"', "the exact gradient draws nothing"]
])("train with %s says why it can't", async (settings, message) => {
  const cell = trained(settings);
  await expect.poll(cell.error).toContain(message);
  expect(cell.asked).toEqual([]);
  cell.close();
});
