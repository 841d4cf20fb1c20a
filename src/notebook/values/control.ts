/** An input as a cell's source describes it; `initial` is its value there. */
export type ControlSpec =
  | {
      readonly kind: "slider";
      readonly label: string;
      readonly min: number;
      readonly max: number;
      /** null: as fine as the slider is wide */
      readonly step: number | null;
      /** whether equal ratios are equally far apart */
      readonly log: boolean;
      readonly initial: number;
    }
  | {
      readonly kind: "number";
      readonly label: string;
      /** −Infinity and Infinity where there is no bound */
      readonly min: number;
      readonly max: number;
      readonly initial: number;
    }
  | { readonly kind: "select"; readonly label: string; readonly options: readonly string[]; readonly initial: string }
  | { readonly kind: "toggle"; readonly label: string; readonly initial: boolean }
  /** a whole number from 0 to 2³² − 1, with a button that takes the next */
  | { readonly kind: "seed"; readonly label: string; readonly initial: number }
  /** a file of the reader's; until one is chosen the cell has no value */
  | { readonly kind: "file"; readonly label: string; readonly accept: "csv" };
