/** A window of days that ends with the day itself, and how many of them need a value. */
export interface Window {
  readonly days: number;
  /** With fewer values in the window the result is NaN. */
  readonly need: number;
}

/** The rule of the catalogue: four days in five. */
export function windowOf(days: number): Window {
  return { days, need: Math.ceil((days * 4) / 5) };
}
