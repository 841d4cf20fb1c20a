import { builtIns, constants } from "./builtIns.js";
import { LanguageError } from "../languageError.js";
import type { Span } from "../languageError.js";
import { unknownName } from "./suggestions.js";
import { childrenOf } from "./tree.js";
import type { Expression, Program } from "./tree.js";

export { nearest } from "./suggestions.js";

/** What a cell's formula may name besides the built-in functions. */
export interface Names {
  /** arrays and numbers in scope */
  readonly values: readonly string[];
  /** functions of earlier cells in scope, with their number of parameters */
  readonly functions: ReadonlyMap<string, number>;
}

/** The name that stands in a starting formula for what the learner has to write. */
export const hole = "TODO";

/** What has a meaning in every formula. */
export const reservedNames: ReadonlySet<string> = new Set([...builtIns.keys(), ...constants.keys(), "iterate", hole]);

/**
 * Refuses a name that doesn't exist, a function used as a value or a value as a function, a wrong number of
 * arguments, and the redefinition of a function. Since a function can only name what stands above it,
 * nothing calls itself and every call ends.
 * @throws LanguageError placed at the name
 */
export function checkNames(program: Program, names: Names): void {
  const values = new Set(names.values);
  const arities = new Map(names.functions);
  for (const statement of program.statements) {
    if (statement.kind === "define") {
      refuseTaken(statement.name, statement.target, true);
      statement.parameters.forEach((p) => refuseTaken(p, statement.target, false));
      checkExpression(statement.value, new Set([...values, ...statement.parameters]));
      arities.set(statement.name, statement.parameters.length);
    } else {
      checkExpression(statement.value, values);
      if (statement.kind === "assign") {
        refuseTaken(statement.name, statement.target, false);
        values.add(statement.name);
      }
    }
  }

  function refuseTaken(name: string, span: Span, isFunction: boolean): void {
    if (name === "iterate" || builtIns.has(name) || arities.has(name)) {
      throw new LanguageError("not in the language", `${name} is a function already; choose another name.`, span);
    }
    if (constants.has(name) || name === hole || (isFunction && values.has(name))) {
      throw new LanguageError("not in the language", `${name} has a meaning already; choose another name.`, span);
    }
  }

  function checkExpression(node: Expression, scope: ReadonlySet<string>): void {
    if (node.kind === "name") checkValue(node.name, node, scope);
    else if (node.kind === "call") checkCall(node, scope);
    else for (const child of childrenOf(node)) checkExpression(child, scope);
  }

  function checkValue(name: string, span: Span, scope: ReadonlySet<string>): void {
    if (scope.has(name) || constants.has(name)) return;
    if (name === hole) throw new LanguageError("empty", `Put a formula in the place of ${hole}.`, span);
    if (builtIns.has(name) || arities.has(name) || name === "iterate") {
      throw new LanguageError("unknown name", `${name} is a function: give it arguments, ${name}(…).`, span);
    }
    throw unknownName(name, span, [...scope, ...constants.keys(), ...builtIns.keys(), ...arities.keys()]);
  }

  function checkCall(node: Expression & { kind: "call" }, scope: ReadonlySet<string>): void {
    const { name, callee, args } = node;
    if (name === "iterate") {
      expectArguments(name, [3, 3], args.length, node);
      const step = args[0];
      if (step.kind === "name" && step.name === hole) checkValue(hole, step, scope);
      if (step.kind !== "name" || arities.get(step.name) !== 1) {
        throw new LanguageError(
          "arguments",
          "The first argument of iterate is the name of a function of one argument, such as a step of the chain.",
          step
        );
      }
      args.slice(1).forEach((a) => checkExpression(a, scope));
      return;
    }
    const own = arities.get(name);
    const builtIn = builtIns.get(name);
    if (own !== undefined) expectArguments(name, [own, own], args.length, node);
    else if (builtIn) expectArguments(name, builtIn.arity, args.length, node);
    else if (name === hole) throw new LanguageError("empty", `Put a formula in the place of ${hole}.`, callee);
    else if (scope.has(name) || constants.has(name)) {
      throw new LanguageError(
        "unknown name",
        `${name} is no function; a product is written with * or .*, an element ${name}[1].`,
        callee
      );
    } else throw unknownName(name, callee, [...builtIns.keys(), ...arities.keys(), "iterate", ...scope]);
    args.forEach((a) => checkExpression(a, scope));
  }
}

function expectArguments(name: string, [fewest, most]: readonly [number, number], given: number, span: Span): void {
  if (given >= fewest && given <= most) return;
  const wanted = fewest === most ? String(fewest) : `${fewest} ${most === fewest + 1 ? "or" : "to"} ${most}`;
  throw new LanguageError(
    "arguments",
    `${name} takes ${wanted} argument${wanted === "1" ? "" : "s"}; it was given ${given}.`,
    span
  );
}
