// Training behind threads: this one stays free, hears of the run as it goes, and gets the chains at the end.
import { createRandom, ring } from "gaussian-bernoulli-rbm";
import { betterRecipe, openKernelClient } from "gaussian-bernoulli-rbm/kernel";

const client = openKernelClient({ workers: 2 });
const run = client.states({
  data: ring({ random: createRandom(0, "data") }),
  test: null,
  recipe: betterRecipe,
  initial: null,
  snapshotEpochs: [10, 100],
  grid: null,
  sampling: { chains: 500, steps: 100, seed: 0 }
});

let seen = 0;
for await (const { phase, epoch, snapshots, trajectory } of run) {
  for (; seen < snapshots.length; seen++)
    console.log(`epoch ${snapshots[seen].epoch}: ${snapshots[seen].nllTrain?.toFixed(3)} nats a point`);
  if (phase === "done" && trajectory) {
    const { x } = trajectory;
    let onRing = 0;
    for (let i = x.length - 1000; i < x.length; i += 2) if (Math.abs(Math.hypot(x[i], x[i + 1]) - 1) < 0.3) onRing++;
    console.log(`${epoch} epochs; ${onRing} of the last 500 draws lie within 0.3 of the ring`);
  }
}
client.close();
