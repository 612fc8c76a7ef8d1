/**
 * How a node reads a feature, so that afterwards it needs no rule for missing values: it asks `x <= threshold`,
 * which NaN answers with no and -Infinity with yes.
 *
 * - `zero`: NaN counts as 0
 * - `left`, `right`: NaN goes to that side
 * - `zero-left`, `zero-right`: NaN and 0 go to that side
 * - `only-left`, `only-zero-left`: for a threshold of NaN, which only missing values are "below": 0 or 1
 * - `category`: the category's number; -1 for all that no set holds
 */
export type Treatment =
  | 'zero'
  | 'left'
  | 'right'
  | 'zero-left'
  | 'zero-right'
  | 'only-left'
  | 'only-zero-left'
  | 'category';

/** 1e-35 as float32: LightGBM takes everything up to it for zero. */
const TINY = 1.0000000180025095e-35;
const LARGEST_CODE = 2 ** 31 - 1;

/** What each treatment makes of a value that is already 0 when tiny. */
const TREAT: Readonly<Record<Treatment, (value: number) => number>> = {
  zero: (value) => (Number.isNaN(value) ? 0 : value),
  left: (value) => (Number.isNaN(value) ? -Infinity : value),
  right: (value) => value,
  'zero-left': (value) => (value === 0 || Number.isNaN(value) ? -Infinity : value),
  'zero-right': (value) => (value === 0 ? NaN : value),
  'only-left': (value) => (Number.isNaN(value) ? 0 : 1),
  'only-zero-left': (value) => (value === 0 || Number.isNaN(value) ? 0 : 1),
  category: (value) => {
    const code = Math.trunc(value);
    return code >= 0 && code <= LARGEST_CODE ? code : -1;
  },
};

/** Writes a column, treated, into `into`. NaN is missing. */
export function treat(treatment: Treatment, column: Float64Array, into: Float64Array): void {
  const change = TREAT[treatment];
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    into[i] = change(Math.abs(value) <= TINY ? 0 : value);
  }
}
