import type { KernelClient } from "../../../kernel/protocol.js";
import type { Points } from "../../../rbm/shapes.js";
import { labRecipe } from "../../../rbm/training/recipe.js";
import { chainsAnimation } from "../../figures/plane/chainsAnimation.js";
import type { ChainsAnimation } from "../../figures/plane/chainsAnimation.js";
import { noChains } from "../../figures/plane/trajectoryView.js";
import { checkpointOf } from "../../sources/checkpoints.js";

const steps = 120;

/** Where five hundred chains will draw the ring. */
export function hero(data: Points): ChainsAnimation {
  return chainsAnimation(noChains, data, {
    figure: { label: "Five hundred chains draw the ring" },
    player: { rate: 10, mode: "loop" }
  });
}

/** Draws the chains from the lab's machine, and plays them; a reader who prefers reduced motion sees the last step. */
export async function playHero(client: KernelClient, animation: ChainsAnimation): Promise<void> {
  const checkpoint = await checkpointOf(labRecipe);
  if (!checkpoint) throw new Error("The lab's machine was not trained when the site was built.");
  const { machine } = checkpoint.snapshots[checkpoint.snapshots.length - 1];
  animation.update({ trajectory: await client.sample({ machine, chains: 500, steps, seed: 0, start: null }) });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) animation.value = { step: steps - 1, chain: null };
  else animation.player.play();
}
