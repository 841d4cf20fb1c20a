/** What Framework gives every cell of a page, for the check of the pages' types (pageCells.ts). */

/** What other cells see of a cell's name: what a promise resolves to, what a generator yields last. */
export type Seen<T> = T extends AsyncGenerator<infer Y> | Generator<infer Y> ? Awaited<Y> : Awaited<T>;

/** Shows a value where the cell stands, and gives it back. */
export function display<T>(value: T): T;
/** Shows an input; other cells see its value. */
export function view<T>(input: HTMLElement & { value: T }): AsyncGenerator<T>;
/** Resolves when the cell is about to run again. */
export const invalidation: Promise<void>;
/** Resolves when the cell is first on the screen; with a value, resolves to that. */
export function visibility<T = void>(value?: T): Promise<T>;
/** The width of the page's main column, in pixels. */
export const width: number;
/** Milliseconds since 1970, sixty times a second. */
export const now: number;
/** Whether the page is dark. */
export const dark: boolean;

export const Generators: {
  /** The value of an input, at first and after each `input` event. */
  input<T>(input: HTMLElement & { value: T }): AsyncGenerator<T>;
  observe<T>(initialize: (change: (value: T) => void) => (() => void) | void): AsyncGenerator<T>;
  now(): AsyncGenerator<number>;
  width(element: Element): AsyncGenerator<number>;
};

export function Mutable<T>(value: T): AsyncGenerator<T> & { value: T };

export function FileAttachment(path: string): {
  text(): Promise<string>;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
  url(): Promise<string>;
};

export function html(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
