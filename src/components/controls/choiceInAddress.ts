import { inAddress, wordCodec } from "./address.js";
import { choice } from "./choice.js";
import type { ChoiceOptions } from "./choice.js";
import type { Control } from "./control.js";

/** A choice kept in the address: its words there are the values of its options. */
export function choiceInAddress<T extends string>(name: string, options: ChoiceOptions<T>): Control<T> {
  return inAddress(name, choice(options), wordCodec(options.options.map(({ value }) => value)));
}
