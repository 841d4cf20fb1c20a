import { completeRecipe, recipeDefaults } from "../../../rbm/training/recipe.js";
import type { Recipe } from "../../../rbm/training/recipe.js";
import { inAddress, numberCodec, switchCodec } from "../../controls/address.js";
import { choiceInAddress } from "../../controls/choiceInAddress.js";
import type { Control } from "../../controls/control.js";
import { slider } from "../../controls/slider.js";
import { toggle } from "../../controls/toggle.js";
import { fewestTemperatures, mostPersistentChains, mostTemperatures } from "./chainLimits.js";
import { couplingChoice } from "./couplingChoice.js";

/** What the course's recipe leaves alone: the fields of a recipe that have defaults, each in the address. */
export interface FurtherControls {
  readonly controls: Readonly<Record<string, Control<unknown>>>;
  /** The fields, as far as the rest of the recipe has a use for them. */
  fields(rest: Pick<Recipe, "trainer" | "optimizer" | "schedule" | "learnVariance">): Partial<Recipe>;
  /** Sets the fields to a recipe's; what it leaves out is set to its default. */
  write(recipe: Recipe): void;
  /** What has no effect is out of the way. */
  showUse(rest: Pick<Recipe, "trainer" | "optimizer" | "schedule" | "learnVariance">): void;
}

export function furtherControls(): FurtherControls {
  const number = (name: string, options: Parameters<typeof slider>[0]) =>
    inAddress(name, slider(options), numberCodec(options));
  const momentum = number("momentum", { label: "Momentum", min: 0, max: 0.99, step: 0.01, value: 0 });
  const stepEvery = number("stepEvery", {
    label: "Epochs from step to step",
    min: 1,
    max: 1000,
    integer: true,
    log: true,
    value: recipeDefaults.stepEvery
  });
  const stepFactor = number("stepFactor", {
    label: "Each step multiplies the rate by",
    min: 0.01,
    max: 1,
    step: 0.01,
    value: recipeDefaults.stepFactor
  });
  const weightDecay = number("decay", { label: "Weight decay of W", min: 0, max: 2, step: 0.01, value: 0 });
  const chains = choiceInAddress<"data" | "persistent" | "tempered">("chains", {
    label: "The draws start from",
    options: [
      { value: "data", label: "The data" },
      { value: "persistent", label: "The last draws" },
      { value: "tempered", label: "Tempered ones" }
    ]
  });
  const chainCount = number("chainCount", {
    label: "Persistent chains",
    min: 1,
    max: mostPersistentChains,
    integer: true,
    log: true,
    value: 500
  });
  const temperatures = number("temperatures", {
    label: "Temperatures",
    ...{ min: fewestTemperatures, max: mostTemperatures },
    integer: true,
    value: fewestTemperatures
  });
  const sharedVariance = inAddress("shared", toggle({ label: "One σ for both axes" }), switchCodec);
  const coupling = couplingChoice();

  return {
    controls: {
      ...{ momentum, stepEvery, stepFactor, weightDecay },
      ...{ chains, chainCount, temperatures, sharedVariance, coupling }
    },
    fields({ trainer, optimizer, schedule, learnVariance }) {
      const start = trainer === "cd" ? chains.value : "data";
      return {
        momentum: optimizer === "sgd" ? momentum.value : 0,
        ...(schedule === "step" ? { stepEvery: stepEvery.value, stepFactor: stepFactor.value } : {}),
        weightDecay: weightDecay.value,
        sharedVariance: learnVariance && sharedVariance.value,
        coupling: coupling.value,
        ...(start === "data" ? {} : { chains: start, chainCount: chainCount.value }),
        ...(start === "tempered" ? { temperatures: temperatures.value } : {})
      };
    },
    write(recipe) {
      const complete = completeRecipe(recipe);
      momentum.value = complete.momentum;
      stepEvery.value = complete.stepEvery;
      stepFactor.value = complete.stepFactor;
      weightDecay.value = complete.weightDecay;
      sharedVariance.value = complete.sharedVariance;
      coupling.value = complete.coupling;
      chains.value = complete.chains;
      if (complete.chainCount !== null) chainCount.value = complete.chainCount;
      if (complete.chains === "tempered") temperatures.value = complete.temperatures;
    },
    showUse({ trainer, optimizer, schedule, learnVariance }) {
      momentum.hidden = optimizer !== "sgd";
      stepEvery.hidden = stepFactor.hidden = schedule !== "step";
      chains.hidden = trainer === "exact";
      chainCount.hidden = trainer === "exact" || chains.value === "data";
      temperatures.hidden = trainer === "exact" || chains.value !== "tempered";
      sharedVariance.hidden = !learnVariance;
    }
  };
}
