import type { Recipe } from "../../../../rbm/training/recipe.js";
import { numberText, readNumber } from "../../../controls/numberText.js";
import { fewestTemperatures, mostPersistentChains, mostTemperatures } from "../../training/chainLimits.js";
import type { RunSetup } from "../runSetup.js";

/** A value of a setting; null where the setting has a word for "none" or "all". */
export type SettingValue = number | null;

/** A setting that a grid can vary, and how a value of it is read, written and put into a run. */
export interface GridSetting {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** the numbers that may be chosen, if not all between min and max */
  readonly among?: readonly number[];
  /** the word for null */
  readonly none?: string;
  /** values to start from */
  readonly usual: readonly SettingValue[];
  into(setup: RunSetup, value: SettingValue): RunSetup;
  /** Why it would change nothing in such a recipe; null: it does. */
  idle?(recipe: Recipe): string | null;
}

const inRecipe =
  (field: keyof Recipe) =>
  ({ data, recipe }: RunSetup, value: SettingValue): RunSetup => ({ data, recipe: { ...recipe, [field]: value } });
const drawsNothing = ({ trainer }: Recipe) => (trainer === "exact" ? "the exact gradient has no use for it" : null);

/** Ranges are those of the page's controls, so that every run of a grid can be opened. */
export const gridSettings = {
  rate: { label: "Learning rate", min: 1e-5, max: 1, usual: [0.005, 0.01, 0.02, 0.05], into: inRecipe("learningRate") },
  hidden: {
    label: "Hidden units",
    min: 1,
    max: 1000,
    integer: true,
    usual: [10, 30, 100],
    into: inRecipe("hidden")
  },
  k: {
    label: "Gibbs steps, k",
    min: 1,
    max: 50,
    integer: true,
    usual: [1, 3, 10],
    into: inRecipe("k"),
    idle: drawsNothing
  },
  epochs: {
    label: "Epochs",
    min: 1,
    max: 2000,
    integer: true,
    usual: [50, 100, 200, 400],
    into: inRecipe("epochs")
  },
  sigma: {
    label: "Standard deviation, σ",
    min: 0.03,
    max: 0.5,
    usual: [0.08, 0.1, 0.15, 0.2],
    into: inRecipe("sigma")
  },
  clip: {
    label: "Greatest norm",
    min: 0.01,
    max: 1000,
    none: "none",
    usual: [0.3, 1, 3, null],
    into: inRecipe("clip")
  },
  batch: {
    label: "Batch size",
    min: 10,
    max: 250,
    among: [10, 20, 50, 100, 250],
    none: "all",
    usual: [20, 50, 100, null],
    into: inRecipe("batchSize"),
    idle: drawsNothing
  },
  momentum: {
    label: "Momentum",
    min: 0,
    max: 0.99,
    usual: [0, 0.5, 0.9],
    into: inRecipe("momentum"),
    idle: ({ optimizer }) => (optimizer === "sgd" ? null : "Adam has no use for it; choose SGD")
  },
  chainCount: {
    label: "Persistent chains",
    min: 1,
    max: mostPersistentChains,
    integer: true,
    usual: [50, 500, 5000],
    into: inRecipe("chainCount"),
    idle: ({ chains = "data" }) => (chains === "data" ? "the draws start from the data" : null)
  },
  temperatures: {
    label: "Temperatures",
    min: fewestTemperatures,
    max: mostTemperatures,
    integer: true,
    usual: [2, 4, 8],
    into: inRecipe("temperatures"),
    idle: ({ chains }) => (chains === "tempered" ? null : "the draws are not tempered")
  },
  decay: { label: "Weight decay of W", min: 0, max: 2, usual: [0, 0.01, 0.1], into: inRecipe("weightDecay") },
  seed: { label: "Seed", min: 0, max: 999, integer: true, usual: [0, 1, 2], into: inRecipe("seed") },
  points: {
    label: "Points to train on",
    min: 20,
    max: 5000,
    integer: true,
    usual: [50, 200, 1000],
    into: ({ data, recipe }, count) => ({ recipe, data: { ...data, count: Number(count) } })
  },
  dataSeed: {
    label: "Seed of the data",
    min: 0,
    max: 999,
    integer: true,
    usual: [0, 1, 2],
    into: ({ data, recipe }, seed) => ({ recipe, data: { ...data, seed: Number(seed) } })
  }
} satisfies Record<string, GridSetting>;

export type SettingName = keyof typeof gridSettings;
export const settingNames = Object.keys(gridSettings) as SettingName[];
export const settingOf = (name: SettingName): GridSetting => gridSettings[name];

/** The most values along one side of a grid. */
const mostValues = 10;

/** A value as a reader would type it. */
export function valueText(name: SettingName, value: SettingValue): string {
  return value === null ? (settingOf(name).none ?? "none") : numberText(value);
}

/** @throws Error that names the value and says what it must be */
export function readValues(name: SettingName, text: string): SettingValue[] {
  const parts = text
    .split(/[,;\s]+/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0) throw new Error("Nothing is given. Write one value or several, with commas between them.");
  if (parts.length > mostValues) throw new Error(`There are ${parts.length} values; at most ${mostValues} fit.`);
  const values = parts.map((part) => readValue(name, part));
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  if (twice !== undefined) throw new Error(`${valueText(name, twice)} is there twice.`);
  return values;
}

function readValue(name: SettingName, text: string): SettingValue {
  const { none, among, ...range } = settingOf(name);
  if (none !== undefined && text.toLowerCase() === none) return null;
  const read = readNumber(text, range);
  if ("error" in read) throw new Error(none === undefined ? read.error : `${read.error} Or the word ${none}.`);
  if (among && !among.includes(read.value))
    throw new Error(`${text} is not among ${among.join(", ")}${none === undefined ? "" : ` and ${none}`}.`);
  return read.value;
}
