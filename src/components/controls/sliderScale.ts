export interface SliderRange {
  readonly min: number;
  readonly max: number;
  /** Values are multiples of it from `min`; on a log scale, rounded to two digits instead. */
  readonly step?: number;
  readonly log?: boolean;
}

/** How many places a log slider's thumb has. */
export const logPlaces = 200;

/** From the thumb's place to the value it stands for. */
export function valueOfPlace(place: number, { min, max, step, log }: SliderRange): number {
  if (!log) return place;
  const value = min * (max / min) ** (place / logPlaces);
  const rounded = step ? Math.round(value / step) * step : Number(value.toPrecision(2));
  return Math.min(max, Math.max(min, rounded));
}

/** From a value to the place of the thumb. */
export function placeOfValue(value: number, { min, max, log }: SliderRange): number {
  return log ? (logPlaces * Math.log(value / min)) / Math.log(max / min) : value;
}
