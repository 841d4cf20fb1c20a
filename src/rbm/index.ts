export { CheckpointError, DataError, RecipeError, ShapeError, ValueError, WindowError } from "./errors.js";
export { createPoints, pointRows } from "./shapes.js";
export type { Points, Rows, Vector } from "./shapes.js";
export { copyMachine, createMachine, plainMachine, variances } from "./machine.js";
export type { Machine, MachineInput, Parameters, PlainMachine } from "./machine.js";
export { betterRecipe, labRecipe, validateRecipe } from "./recipe.js";
export type { Recipe } from "./recipe.js";
export type { Trajectory } from "./trajectory.js";
export type { DensityGrid, GridSpec } from "./grid.js";
