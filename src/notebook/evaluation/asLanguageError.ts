import { LanguageError } from "../../language/languageError.js";
import { DataError, RecipeError, ShapeError, ValueError, WindowError } from "../../rbm/errors.js";

/** Every failure gets a kind: what the engine itself refuses is a lack of room. */
export function asLanguageError(error: unknown): LanguageError {
  if (error instanceof LanguageError) return error;
  if (error instanceof WindowError) return new LanguageError("diverged", `The machine is too wide: ${error.message}.`);
  if (error instanceof ShapeError) return new LanguageError("shape", `${error.message}.`);
  if (error instanceof ValueError || error instanceof RecipeError || error instanceof DataError) {
    return new LanguageError("value", `${error.message.replace(/^recipe: /, "")}.`);
  }
  if (error instanceof RangeError) {
    return new LanguageError("memory", `This is too large to run: ${error.message}.`);
  }
  return new LanguageError("worker", `The formula failed: ${error instanceof Error ? error.message : String(error)}`);
}
