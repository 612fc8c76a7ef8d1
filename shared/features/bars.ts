import type { Field } from '../market/bar.ts';
import type { Panel } from '../market/panel.ts';
import { leastValue } from './given.ts';

/** One track's bars over a range of the panel's days, dirt taken out: what cannot be a price is unknown. */
export interface Bars {
  /** The closes as given, across breaks and with spikes: when the token had a bar. */
  readonly listed: Float64Array;
  readonly fields: Readonly<Record<Field, Float64Array>>;
  /** 1 where the close (or the market cap) is not believed before the next day, else 0. */
  readonly isDoubtful: { readonly price: Float64Array; readonly marketCap: Float64Array };
  /** Days, ascending, with which a new price (or market cap) series begins: what was before does not compare. */
  readonly breaks: { readonly price: readonly number[]; readonly marketCap: readonly number[] };
}

/** Days of the panel, end exclusive. */
export interface DayRange {
  readonly start: number;
  readonly end: number;
}

export const PRICES: readonly Field[] = ['open', 'high', 'low', 'close'];
/** From one day to the next nothing moves by more without a reason. */
const JUMP = 10;
/** A jump of the price is real when the market cap made it too, give or take this factor. */
const AGREEMENT = 3;

/**
 * A track cleaned by rules that look at no more than a bar, the bars beside it, and the known one before it:
 *
 * - a price or market cap that is not above 0, a volume below 0, anything infinite: unknown
 * - high and low that contradict each other or the close, or are over ten times away from it: both unknown
 * - a close over ten times the day before's (or under a tenth), back the next day: that day's prices are unknown
 * - the same jump without a way back: a break (a re-denomination), unless the market cap made the jump too
 * - on the day of a jump itself nobody knows yet which it is: the day is doubtful
 *
 * The market cap is judged like the close, with the close in the market cap's part.
 */
export function cleanBars(
  panel: Panel,
  track: number,
  { range, take }: { readonly range: DayRange; readonly take: () => Float64Array },
): Bars {
  const from = track * panel.days + range.start;
  const length = range.end - range.start;
  const read = (field: Field) => {
    const values = take();
    const given = panel.fields[field];
    const least = leastValue(field);
    for (let i = 0; i < length; i++) {
      const value = given[from + i]!;
      values[i] = value >= least && value < Number.POSITIVE_INFINITY ? value : Number.NaN;
    }
    return values;
  };
  const fields = {
    open: read('open'),
    high: read('high'),
    low: read('low'),
    close: read('close'),
    volumeUsd: read('volumeUsd'),
    marketCapUsd: read('marketCapUsd'),
  };
  const listed = read('close');
  const capGiven = read('marketCapUsd');
  dropImpossibleRanges(fields, length);
  const isDoubtful = {
    price: dropSpikes(fields.close, length, take),
    marketCap: dropSpikes(fields.marketCapUsd, length, take),
  };
  for (let i = 0; i < length; i++) {
    if (Number.isNaN(fields.close[i]!)) for (const price of PRICES) fields[price][i] = Number.NaN;
  }
  const breaks = {
    price: breaksOf(fields.close, capGiven, length),
    marketCap: breaksOf(fields.marketCapUsd, listed, length),
  };
  return { listed, fields, isDoubtful, breaks };
}

function dropImpossibleRanges(
  { high, low, close }: Record<'high' | 'low' | 'close', Float64Array>,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    const isPossible =
      low[i]! <= close[i]! &&
      close[i]! <= high[i]! &&
      !isJump(low[i]!, close[i]!) &&
      !isJump(close[i]!, high[i]!);
    if (isPossible) continue;
    high[i] = Number.NaN;
    low[i] = Number.NaN;
  }
}

/** False when either is unknown. */
function isJump(before: number, after: number): boolean {
  return after > before * JUMP || after < before / JUMP;
}

/** Makes spikes of `values` unknown. @returns 1 on the days of a jump, else 0 */
function dropSpikes(values: Float64Array, length: number, take: () => Float64Array): Float64Array {
  const isJumpTo = take();
  isJumpTo[0] = 0;
  for (let i = 1; i < length; i++) isJumpTo[i] = isJump(values[i - 1]!, values[i]!) ? 1 : 0;
  // The value before a spike is looked at as given, whether or not it is a spike itself.
  let before = values[0]!;
  for (let i = 1; i + 1 < length; i++) {
    const given = values[i]!;
    if (isJumpTo[i] === 1 && isJumpTo[i + 1] === 1 && !isJump(before, values[i + 1]!)) values[i] = Number.NaN;
    before = given;
  }
  return isJumpTo;
}

/**
 * Days whose value jumped from the last known one, which `witness` did not do, or is not known to have done. The
 * witness is taken as given: whether it spiked is known a day later only, and a break must be known at once.
 */
function breaksOf(values: Float64Array, witness: Float64Array, length: number): number[] {
  const breaks: number[] = [];
  for (let i = 0, last = -1; i < length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    if (last >= 0 && isJump(values[last]!, values[i]!)) {
      const difference = values[i]! / values[last]! / (witness[i]! / witness[last]!);
      if (!(difference <= AGREEMENT && difference >= 1 / AGREEMENT)) breaks.push(i);
    }
    last = i;
  }
  return breaks;
}
