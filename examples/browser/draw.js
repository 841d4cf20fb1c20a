// Loads a checkpoint into the browser, draws 500 points from its last machine and shows them.
import { openKernelClient, readCheckpoint } from "gaussian-bernoulli-rbm/kernel";

const client = openKernelClient();
const input = /** @type {HTMLInputElement} */ (document.querySelector("input"));
const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("canvas"));
const status = /** @type {HTMLElement} */ (document.querySelector("[role=status]"));

input.addEventListener("change", async () => {
  try {
    const { name, snapshots } = readCheckpoint((await input.files?.[0]?.text()) ?? "");
    const { machine } = snapshots[snapshots.length - 1];
    const steps = 200;
    const { x } = await client.sample({ machine, chains: 500, steps, seed: 0, start: null });
    show(x.subarray((steps - 1) * 1000));
    const nll = snapshots[snapshots.length - 1].nllTest;
    status.textContent = `${name}: ${machine.m} hidden units, ${nll?.toFixed(3)} nats a point`;
  } catch (error) {
    // The checkpoint's errors name the field that is wrong.
    status.textContent = error instanceof Error ? error.message : String(error);
  }
});

/** @param {ArrayLike<number>} x visible units, (500, 2) flat */
function show(x) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.clearRect(0, 0, 400, 400);
  for (let i = 0; i < x.length; i += 2) context.fillRect(200 + 120 * x[i] - 1, 200 - 120 * x[i + 1] - 1, 2, 2);
}
