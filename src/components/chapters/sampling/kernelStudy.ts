import type { KernelClient } from "../../../kernel/protocol.js";
import type { Points } from "../../../rbm/shapes.js";
import { mixingOf } from "./mixing.js";
import { drawChains } from "./samplingPanel.js";
import { samplingStudy } from "./samplingStudy.js";
import type { SamplingStudy } from "./samplingStudy.js";

/** The chapter's study: chains of the kernel, scored on fresh points and examined in a worker. */
export function kernelStudy(client: KernelClient, heldOut: Points): SamplingStudy {
  return samplingStudy({
    draw: (wanted, signal) => drawChains(client, wanted, heldOut, signal),
    examine: mixingOf
  });
}
