import { LanguageError } from "../../language/languageError.js";
import type { Span } from "../../language/languageError.js";
import { nearest } from "../../language/syntax/names.js";
import { shapeText } from "../../language/tensor/tensor.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { Points } from "../../rbm/shapes.js";
import type { Trajectory } from "../../rbm/sampling/trajectory.js";
import { asTensor } from "../values/asTensor.js";
import { describeValue } from "../values/describeValue.js";
import type { FunctionValue, TensorValue, Value } from "../values/value.js";
import type { HostFunction } from "./hostFunction.js";
import { signatureOf } from "./hostFunction.js";

export interface Argument {
  readonly value: Value;
  readonly span: Span;
  /** as typed, where it is a name: for legends */
  readonly label: string | null;
}

export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

/** The arguments of a call, by parameter, read with messages that stand at their place. */
export class Arguments {
  private readonly byName = new Map<string, Argument>();
  private readonly others: Argument[] = [];

  /** @throws LanguageError where there are too many, one has no such name, is given twice or is missing */
  constructor(
    of: Pick<HostFunction, "name" | "parameters">,
    positional: readonly Argument[],
    named: readonly (Argument & { readonly name: string; readonly target: Span })[],
    readonly span: Span
  ) {
    const places = of.parameters.filter((p) => !p.byName);
    positional.forEach((argument, i) => {
      const parameter = places[Math.min(i, places.length - 1)];
      if (parameter?.rest) this.others.push(argument);
      else if (i >= places.length) {
        throw this.error(
          `${of.name} takes at most ${places.length} ${places.length === 1 ? "argument" : "arguments"} without a name: ${signatureOf(of)}.`,
          argument.span
        );
      } else this.byName.set(parameter.name, argument);
    });
    for (const { name, target, ...argument } of named) {
      const parameter = of.parameters.find((p) => p.name === name && !p.rest);
      if (!parameter) {
        const near = nearest(
          name,
          of.parameters.map((p) => p.name)
        );
        throw this.error(
          `${of.name} has no argument ${name}. ${near ? `Did you mean ${near}?` : `It is ${signatureOf(of)}.`}`,
          target
        );
      }
      if (this.byName.has(name)) throw this.error(`${name} is given twice.`, target);
      this.byName.set(name, argument);
    }
    for (const { name, default: standard, rest } of of.parameters) {
      if (standard === undefined && !rest && !this.byName.has(name)) {
        throw this.error(`${of.name} needs ${name}: ${signatureOf(of)}.`, span);
      }
    }
  }

  get(name: string): Argument | null {
    return this.byName.get(name) ?? null;
  }

  /** those of a parameter that takes any number */
  get rest(): readonly Argument[] {
    return this.others;
  }

  error(message: string, span: Span = this.span): LanguageError {
    return new LanguageError("arguments", message, span);
  }

  number(name: string, standard: number, bounds: NumberBounds = {}): number {
    const argument = this.get(name);
    return argument === null ? standard : this.numberOf(argument, name, bounds);
  }

  numberOf(
    argument: Argument,
    name: string,
    { min = -Infinity, max = Infinity, integer = false }: NumberBounds
  ): number {
    const tensor = asTensor(argument.value);
    if (tensor?.shape.length !== 0) {
      throw this.error(`${name} is a number; this is ${describeValue(argument.value)}.`, argument.span);
    }
    const value = tensor.values[0];
    if (!(value >= min && value <= max) || (integer && !Number.isInteger(value))) {
      const kind = integer ? "a whole number" : "a number";
      const range =
        max === Infinity
          ? min === -Infinity
            ? ""
            : ` of at least ${min}`
          : ` from ${min} to ${max.toLocaleString("en")}`;
      throw new LanguageError("value", `${name} is ${kind}${range}; this is ${value}.`, argument.span);
    }
    return value;
  }

  seed(name = "seed"): number {
    return this.number(name, 0, { min: 0, max: 2 ** 32 - 1, integer: true });
  }

  boolean(name: string, standard: boolean): boolean {
    const argument = this.get(name);
    if (argument === null) return standard;
    return this.number(name, 0, { min: 0, max: 1, integer: true }) === 1;
  }

  text(name: string, standard: string): string {
    const argument = this.get(name);
    return argument === null ? standard : this.textOf(argument, name);
  }

  textOf({ value, span }: Argument, name: string): string {
    const inner = value.kind === "input" ? value.value : value;
    if (inner?.kind === "string") return inner.text;
    throw this.error(`${name} is a text in "quotes"; this is ${describeValue(value)}.`, span);
  }

  oneOf<T extends string>(name: string, options: readonly T[], standard: T): T {
    const text = this.text(name, standard);
    const found = options.find((option) => option === text);
    if (found !== undefined) return found;
    throw this.error(`${name} is ${listed(options.map((o) => `"${o}"`))}; this is "${text}".`, this.get(name)!.span);
  }

  tensorOf({ value, span }: Argument, name: string): TensorValue {
    const tensor = asTensor(value);
    if (tensor) return tensor;
    throw this.error(`${name} is a number or an array; this is ${describeValue(value)}.`, span);
  }

  tensor(name: string): TensorValue | null {
    const argument = this.get(name);
    return argument && this.tensorOf(argument, name);
  }

  /** A batch of points, shape (count, n); a single point (n,) is a batch of one. */
  points(name: string): Points | null {
    const argument = this.get(name);
    return argument && this.pointsOf(argument, name);
  }

  pointsOf(argument: Argument, name: string): Points {
    const { shape, values } = this.tensorOf(argument, name);
    if (shape.length === 2 && shape[0] > 0 && shape[1] > 0) return { n: shape[1], count: shape[0], values };
    throw new LanguageError(
      "shape",
      `${name} is a batch of points (count, n); this has the shape ${shapeText(shape)}.`,
      argument.span
    );
  }

  /** Points with two coordinates. */
  planePoints(name: string): Points | null {
    const argument = this.get(name);
    return argument && this.planePointsOf(argument, name);
  }

  planePointsOf(argument: Argument, name: string): Points {
    const points = this.pointsOf(argument, name);
    if (points.n === 2) return points;
    throw new LanguageError(
      "shape",
      `A plane shows points with two coordinates; ${name} has ${points.n}: (${points.count}, ${points.n}).`,
      argument.span
    );
  }

  trajectory(name: string): Trajectory {
    const argument = this.get(name)!;
    const { shape, values } = this.tensorOf(argument, name);
    if (shape.length === 3 && shape.every((length) => length > 0)) {
      return { steps: shape[0], chains: shape[1], n: shape[2], x: values };
    }
    throw new LanguageError(
      "shape",
      `${name} are draws of chains, (steps, chains, n), as sample makes them; this has the shape ${shapeText(shape)}.`,
      argument.span
    );
  }

  machine(name: string): Machine {
    return this.machineOf(this.get(name)!, name);
  }

  /** A machine, or the one that a run trained. */
  machineOf({ value, span }: Argument, name: string): Machine {
    if (value.kind === "machine") return value.machine;
    if (value.kind === "run") return value.run.machine;
    throw this.error(
      `${name} is a machine, as machine(b, logSigma2, W, d) makes one; this is ${describeValue(value)}.`,
      span
    );
  }

  function(name: string): FunctionValue | null {
    const argument = this.get(name);
    if (argument === null) return null;
    if (argument.value.kind === "function") return argument.value;
    throw this.error(
      `${name} is a function, such as f(x) = …; this is ${describeValue(argument.value)}.`,
      argument.span
    );
  }
}

function listed(options: readonly string[]): string {
  return options.length < 2 ? options.join("") : `${options.slice(0, -1).join(", ")} or ${options.at(-1)}`;
}
