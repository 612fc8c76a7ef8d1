import { type Bars, PRICES } from './bars.ts';

/** Days without a break inside; values are wanted for `first` to `length`. */
export interface Stretch {
  readonly first: number;
  readonly length: number;
}

/**
 * The wanted days of a track, divided where a price or market cap breaks. Each stretch must be dealt with before the
 * next is asked for: what was before a break is then made unknown, as what comes after does not compare with it.
 */
export function* stretches(bars: Bars, first: number, length: number): Generator<Stretch> {
  const { price, marketCap } = bars.breaks;
  const starts = [...new Set([...price, ...marketCap])]
    .filter((start) => start < length)
    .sort((a, b) => a - b);
  let from = first;
  for (const start of starts) {
    if (start > from) yield { first: from, length: start };
    from = Math.max(from, start);
    if (price.includes(start)) for (const field of PRICES) bars.fields[field].fill(Number.NaN, 0, start);
    if (marketCap.includes(start)) bars.fields.marketCapUsd.fill(Number.NaN, 0, start);
  }
  yield { first: from, length };
}
