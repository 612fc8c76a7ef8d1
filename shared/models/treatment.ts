/**
 * How a node reads a feature, so that afterwards it needs no rule for missing values: it asks `x <= threshold`,
 * which NaN answers with no and -Infinity with yes.
 *
 * - `zero`: NaN counts as 0
 * - `left`, `right`: NaN goes to that side
 * - `zero-left`, `zero-right`: NaN and 0 go to that side
 * - `only-left`, `only-zero-left`: for a threshold that nothing but missing values is "below": 0 or 1
 * - `category`: the category's number; -1 for all that no set holds
 * - `category-or-missing`: 0 for NaN, 1 more than the category's number, -1 for all that no set holds
 */
export type Treatment =
  | 'zero'
  | 'left'
  | 'right'
  | 'zero-left'
  | 'zero-right'
  | 'only-left'
  | 'only-zero-left'
  | 'category'
  | 'category-or-missing';

/** What a library makes of every number first: `float32`, or `tiny-is-zero`, float64 where all up to 1e-35 is 0. */
export type Rounding = 'tiny-is-zero' | 'float32';

/** 1e-35 as float32: LightGBM takes everything up to it for zero. */
const TINY = 1.0000000180025095e-35;
const LARGEST_CODE = 2 ** 31 - 1;
/** XGBoost's: whole numbers from here on are not all float32. */
export const CODES_END = 2 ** 24;

export const ROUND: Readonly<Record<Rounding, (value: number) => number>> = {
  'tiny-is-zero': (value) => (Math.abs(value) <= TINY ? 0 : value),
  float32: Math.fround,
};

/** What each treatment makes of a value that is already rounded. */
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
  'category-or-missing': (value) => {
    if (Number.isNaN(value)) return 0;
    return value >= 0 && value < CODES_END ? Math.trunc(value) + 1 : -1;
  },
};

/** Writes a column, rounded and treated, into `into`. NaN is missing. */
export function treat(
  how: { treatment: Treatment; rounding: Rounding },
  column: Float64Array,
  into: Float64Array,
): void {
  const [round, change] = [ROUND[how.rounding], TREAT[how.treatment]];
  for (let i = 0; i < column.length; i++) into[i] = change(round(column[i]!));
}
