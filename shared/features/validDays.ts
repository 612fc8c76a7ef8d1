import { type Bars, PRICES } from './bars.ts';
import { BITCOIN, type Feature } from './feature.ts';
import type { Series } from './series.ts';

/** What is known of a track and of the market on each day. */
export interface Evidence {
  readonly bars: Bars;
  readonly series: Pick<Series, 'index'>;
  /** 1 where BTC's close is there and believed, else 0; undefined where BTC is unknown. */
  readonly isBitcoinReady: Float64Array | undefined;
}

/**
 * Marks the days, from index `first` to `length`, on which a feature may have a value at all: the token has a close, and
 * everything the feature reads is there and not doubtful.
 *
 * @param marks is filled with 0 for such a day, else NaN: what to add to a value
 */
export function markValidDays(
  marks: Float64Array,
  feature: Feature,
  {
    evidence,
    first,
    length,
  }: { readonly evidence: Evidence; readonly first: number; readonly length: number },
): void {
  const { bars, isBitcoinReady } = evidence;
  const needed = neededOf(feature, evidence);
  for (let i = first; i < length; i++) marks[i] = 0 * needed[0]![i]!;
  for (const values of needed.slice(1)) {
    for (let i = first; i < length; i++) marks[i]! += 0 * values[i]!;
  }
  const flags: Float64Array[] = [];
  if (feature.fields.some((field) => PRICES.includes(field))) flags.push(bars.isDoubtful.price);
  if (feature.fields.includes('marketCapUsd')) flags.push(bars.isDoubtful.marketCap);
  for (const isDoubtful of flags) {
    for (let i = first; i < length; i++) if (isDoubtful[i] === 1) marks[i] = Number.NaN;
  }
  if (!feature.market.includes(BITCOIN)) return;
  for (let i = first; i < length; i++) if (isBitcoinReady?.[i] !== 1) marks[i] = Number.NaN;
}

function neededOf({ fields, market }: Feature, { bars, series }: Evidence): Float64Array[] {
  const indexes = market.filter((name) => name !== BITCOIN).map((name) => series.index(name).values);
  // A close that is believed is one that is listed.
  const listed = fields.includes('close') ? [] : [bars.listed];
  return [...listed, ...fields.map((field) => bars.fields[field]), ...indexes];
}
