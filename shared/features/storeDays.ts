/** Days of a token: indexes from `first` to `length`; index i goes to the cell `offset + i`. */
export interface Days {
  readonly first: number;
  readonly length: number;
  readonly offset: number;
}

/** What was computed, and what to add to it: 0, or NaN on the days that are not to be stored. */
export interface Computed {
  readonly values: Float64Array;
  readonly marks: Float64Array;
}

/** Stores the known values; what stands in the other cells stays. */
export function storeKnown(
  target: Float64Array,
  { values, marks }: Computed,
  { first, length, offset }: Days,
): void {
  for (let i = first; i < length; i++) {
    const value = values[i]!;
    const known = value + (value - value) + marks[i]!;
    if (!Number.isNaN(known)) target[offset + i] = known;
  }
}

/** Stores the known values and NaN in the other cells: quicker, for cells that are stored once. */
export function storeAll(
  target: Float64Array,
  { values, marks }: Computed,
  { first, length, offset }: Days,
): void {
  for (let i = first; i < length; i++) {
    const value = values[i]!;
    // Of -0 this makes 0, so that equal values are equal bits, and of what overflowed NaN.
    target[offset + i] = value + (value - value) + marks[i]!;
  }
}
