import { FileAttachment } from "observablehq:stdlib";
import type { ChainComparison } from "../../rbm/judging/chainComparison.js";

/** CD against persistent chains and tempered ones, trained when the site was built. */
export async function chainComparison(): Promise<ChainComparison> {
  return (await FileAttachment("../../data/chains-compared.json").json()) as ChainComparison;
}
