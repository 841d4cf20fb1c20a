/** The lab's recipe, with as many hidden units and Gibbs steps as the file's name says. */
import { parseArgs } from "node:util";
import { labRecipe } from "../rbm/training/recipe.js";
import { trainCheckpoint } from "./trainCheckpoint.js";

const { values } = parseArgs({ options: { hidden: { type: "string" }, k: { type: "string" } } });
const hidden = Number(values.hidden);
const k = Number(values.k);

process.stdout.write(trainCheckpoint(`The lab’s recipe, ${hidden} hidden units, CD-${k}`, { ...labRecipe, hidden, k }));
