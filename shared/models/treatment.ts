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

/** What a treatment makes of a rounded number: of a missing one, of 0, and of all others, NaN if they stay. */
interface Replacement {
  readonly missing: number;
  readonly zero: number;
  readonly other: number;
}

const REPLACE: Readonly<Record<Exclude<Treatment, 'category' | 'category-or-missing'>, Replacement>> = {
  zero: { missing: 0, zero: 0, other: NaN },
  left: { missing: -Infinity, zero: 0, other: NaN },
  right: { missing: NaN, zero: 0, other: NaN },
  'zero-left': { missing: -Infinity, zero: -Infinity, other: NaN },
  'zero-right': { missing: NaN, zero: NaN, other: NaN },
  'only-left': { missing: 0, zero: 1, other: 1 },
  'only-zero-left': { missing: 0, zero: 0, other: 1 },
};

/** Some values of a feature, and where they go. Places instead of subarrays, which take longer to make than to fill. */
export interface Passage {
  readonly column: Float64Array;
  readonly from: number;
  readonly count: number;
  readonly into: Float64Array;
  readonly at: number;
}

/** Writes values rounded and treated. NaN is missing. */
export function treat(
  { treatment, rounding }: { treatment: Treatment; rounding: Rounding },
  passage: Passage,
): void {
  if (treatment === 'category') toCategories(passage);
  else if (treatment === 'category-or-missing') toCategoriesOrMissing(ROUND[rounding], passage);
  else replace(REPLACE[treatment], rounding, passage);
}

/** One loop for all, since a call for every value would cost more than what is done with it. */
function replace(
  { missing, zero, other }: Replacement,
  rounding: Rounding,
  { column, from, count, into, at }: Passage,
): void {
  const toFloat = rounding === 'float32';
  const largestZero = toFloat ? 0 : TINY;
  const stays = Number.isNaN(other);
  for (let i = 0; i < count; i++) {
    const value = toFloat ? Math.fround(column[from + i]!) : column[from + i]!;
    if (Math.abs(value) > largestZero) into[at + i] = stays ? value : other;
    else into[at + i] = Number.isNaN(value) ? missing : zero;
  }
}

function toCategories({ column, from, count, into, at }: Passage): void {
  for (let i = 0; i < count; i++) {
    const code = Math.trunc(column[from + i]!);
    into[at + i] = code >= 0 && code <= LARGEST_CODE ? code : -1;
  }
}

/** Rounded before they are cut: as float32 a value just below 3 is category 3. */
function toCategoriesOrMissing(
  round: (value: number) => number,
  { column, from, count, into, at }: Passage,
): void {
  for (let i = 0; i < count; i++) {
    const value = round(column[from + i]!);
    if (Number.isNaN(value)) into[at + i] = 0;
    else into[at + i] = value >= 0 && value < CODES_END ? Math.trunc(value) + 1 : -1;
  }
}
