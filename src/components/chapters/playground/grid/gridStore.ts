import { standardisationBy } from "../../../../rbm/data/standardise.js";
import { createPoints } from "../../../../rbm/shapes.js";
import { validateRecipe } from "../../../../rbm/training/recipe.js";
import type { DataChoice } from "../runSetup.js";
import { cellCount, planOf } from "./gridPlan.js";
import type { CellResult, GridAxis, GridState } from "./gridPlan.js";
import { readValues, settingNames, valueText } from "./gridSettings.js";
import type { SettingName } from "./gridSettings.js";
import { planeLaws } from "../../../../rbm/data/planeLaws.js";

/** The last grid, kept from visit to visit. */
export interface GridStore {
  /** null: none was kept. @throws Error if what was kept is damaged, or the browser keeps nothing */
  load(): Promise<GridState | null>;
  save(state: GridState): Promise<void>;
}

const [databaseName, grids, key] = ["gaussian-bernoulli-rbm-playground", "grids", "last"];

/** The last grid in the browser's own database, which a browser that forbids it need not even name. */
export function gridStore(factory: () => IDBFactory = () => indexedDB): GridStore {
  async function transact<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await opened(factory);
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(grids, mode);
        const request = work(transaction.objectStore(grids));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () =>
          reject(new Error("The browser has no room to keep the grid.", { cause: transaction.error }));
      });
    } finally {
      database.close();
    }
  }
  return {
    async load() {
      const found: unknown = await transact("readonly", (store) => store.get(key));
      return found === undefined ? null : checkGrid(found);
    },
    save: async (state) => void (await transact("readwrite", (store) => store.put(packed(state), key)))
  };
}

function opened(factory: () => IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory().open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(grids);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("The browser keeps nothing for this page.", { cause: request.error }));
  });
}

/** A state as the database takes it: numbers, words and arrays; a file's units by their mean and scale. */
export function packed({ plan, results, stopped }: GridState): unknown {
  const { own } = plan.setup.data;
  const units = own?.units && { mean: own.units.mean, scale: own.units.scale };
  const data = { ...plan.setup.data, own: own && { values: own.points.values, units } };
  return { ...plan, setup: { recipe: plan.setup.recipe, data }, results, stopped };
}

/** @throws Error if it is no grid that `packed` has written */
export function checkGrid(found: unknown): GridState {
  try {
    const { setup, across, down, results, stopped } = found as Record<string, never>;
    const { recipe, data } = setup as { recipe: unknown; data: unknown };
    const plan = planOf({ recipe: validateRecipe(recipe), data: checkData(data) }, checkAxis(across), checkAxis(down));
    const cells = results as readonly unknown[];
    if (!Array.isArray(cells) || cells.length !== cellCount(plan)) throw new Error("the cells are not as many");
    return { plan, results: cells.map(checkResult), stopped: stopped === true };
  } catch (cause) {
    throw new Error("What was kept of the last grid is damaged. It was left out.", { cause });
  }
}

function checkAxis(found: unknown): GridAxis {
  const { setting, values } = found as { setting: SettingName; values: (number | null)[] };
  if (!settingNames.includes(setting)) throw new Error(`${String(setting)} is no setting`);
  return { setting, values: readValues(setting, values.map((value) => valueText(setting, value)).join(" ")) };
}

function checkData(found: unknown): DataChoice {
  const { name, count, seed, own } = found as Record<string, unknown>;
  if (!Number.isInteger(count) || !Number.isInteger(seed)) throw new Error("the data have no number or seed");
  const whole = { count: count as number, seed: seed as number };
  if (name !== "own") {
    if (!Object.hasOwn(planeLaws, name as string)) throw new Error(`${String(name)} is no law`);
    return { ...whole, name: name as DataChoice["name"], own: null };
  }
  const { values, units } = own as { values: ArrayLike<number>; units: Record<"mean" | "scale", Float64Array> | null };
  const rows = Array.from({ length: values.length / 2 }, (_, row) => [values[2 * row], values[2 * row + 1]]);
  return {
    ...whole,
    name,
    own: { points: createPoints(rows, 2), units: units && standardisationBy(units.mean, units.scale) }
  };
}

function checkResult(found: unknown): CellResult | null {
  if (found === null) return null;
  const { scores, fault } = found as CellResult;
  if (fault !== null && typeof fault !== "string") throw new Error("a fault is no text");
  if (scores === null) return { scores, fault };
  const { nllTest, nllTrain, cdLoss, reconstruction, epochs } = scores;
  for (const value of [nllTest, nllTrain, cdLoss, reconstruction])
    if (value !== null && typeof value !== "number") throw new Error("a score is no number");
  if (!Number.isInteger(epochs)) throw new Error("the epochs are no number");
  return { scores: { nllTest, nllTrain, cdLoss, reconstruction, epochs }, fault };
}
