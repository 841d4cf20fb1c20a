/** A better recipe than the lab's: Adam with cosine decay, 1000 epochs. */
import { betterRecipe } from "../rbm/training/recipe.js";
import { trainCheckpoint } from "./trainCheckpoint.js";

process.stdout.write(trainCheckpoint("Adam with cosine decay, 100 hidden units, CD-1", betterRecipe));
