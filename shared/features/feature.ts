import type { Field } from '../market/bar.ts';
import type { Series } from './series.ts';
import type { TransformName } from './transforms.ts';

/** The market series a feature may read beside the token's own bars: BTC's returns, or an index of the panel by name. */
export const BITCOIN = 'btc';

/**
 * One feature of the catalogue. Its value on day d is, bit for bit, a function of the token's bars (and of what
 * `market` names) in (d - lookbackDays, d]. It is NaN on a day without a close, without any of `fields`, or
 * without a value of what `market` names; `missing` says what else makes it NaN. It is finite or NaN, and never -0, whatever
 * `compute` gives.
 */
export interface Feature {
  /** Lower-case letters, digits and underscores. Names that begin with `feature_` are Numerai's; a dot is a user's table. */
  readonly name: string;
  /** Changes whenever a value changes. */
  readonly version: string;
  readonly family: string;
  /** At most 365. With `fields` one more than the formula reads, as a bar is judged by the one before it. */
  readonly lookbackDays: number;
  readonly fields: readonly Field[];
  /** `BITCOIN`, or names of `panel.indexes`. */
  readonly market: readonly string[];
  /** One sentence, with the formula. */
  readonly definition: string;
  /** Who described it, and the library whose values it has where it is an indicator. */
  readonly source: string;
  /** How much of the window must be there. */
  readonly missing: string;
  /** What the degenerate case is and what it gives. */
  readonly degenerate: string;
  /** Where the feature as such is a place in the day's cross-section. */
  readonly transform?: TransformName;
  /**
   * The untransformed values of one track: an array taken from the series, of which `series.first` to
   * `series.length` are read.
   */
  compute(series: Series): Float64Array;
}
